import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { ApiKeyResponse, CreatedApiKeyResponse, KeyScope } from '@headroom/models';
import { WorkspaceApi } from '../api/workspace-api';
import { Session } from '../auth/session';
import { CopyButton } from '../ui/copy-button';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Undo } from '../ui/undo';
import { Words } from '../words/words';

const SCOPES: readonly KeyScope[] = [
  'scenarios:read',
  'scenarios:write',
  'plans:read',
  'plans:write',
  'reports:read',
  'reports:write',
];
const LIFETIMES_DAYS = [30, 90, 365, null] as const;

@Component({
  selector: 'hdr-api-keys',
  imports: [CopyButton, EmptyState, ErrorNotice, Icon, Loading],
  templateUrl: './api-keys.html',
  styleUrl: './api-keys.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ApiKeys {
  private readonly api = inject(WorkspaceApi);
  private readonly undo = inject(Undo);
  protected readonly session = inject(Session);
  protected readonly format = inject(Format).current;
  protected readonly t = inject(Words).t;
  protected readonly scopes = SCOPES;
  protected readonly lifetimes = LIFETIMES_DAYS;

  protected readonly state = new LoadState<ApiKeyResponse[]>();
  private readonly revoked = signal<ReadonlySet<string>>(new Set());
  protected readonly keys = computed(() =>
    (this.state.value() ?? []).filter((key) => !this.revoked().has(key.id)),
  );

  protected readonly isOpen = signal(false);
  protected readonly name = signal('');
  protected readonly chosen = signal<ReadonlySet<KeyScope>>(
    new Set(['scenarios:read', 'plans:read', 'plans:write']),
  );
  protected readonly lifetime = signal<number | null>(90);
  protected readonly busy = signal(false);
  protected readonly failure = signal<unknown>(null);
  protected readonly created = signal<CreatedApiKeyResponse | null>(null);
  private readonly openedAt = Date.now();

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.state.load(() => this.api.keys());
  }

  protected curl(key: string): string {
    return `curl -H "Authorization: Bearer ${key}" \\\n  ${location.origin}/api/v1/scenarios`;
  }

  protected isExpired(key: ApiKeyResponse): boolean {
    return key.expiresAt !== null && Date.parse(key.expiresAt) < this.openedAt;
  }

  protected toggle(scope: KeyScope): void {
    this.chosen.update((chosen) => {
      const next = new Set(chosen);
      if (!next.delete(scope)) next.add(scope);
      return next;
    });
  }

  protected async create(): Promise<void> {
    this.busy.set(true);
    this.failure.set(null);
    try {
      const created = await this.api.createKey({
        name: this.name().trim(),
        scopes: SCOPES.filter((scope) => this.chosen().has(scope)),
        expiresInDays: this.lifetime(),
      });
      this.created.set(created);
      this.isOpen.set(false);
      this.name.set('');
      await this.load();
    } catch (failure) {
      this.failure.set(failure);
    } finally {
      this.busy.set(false);
    }
  }

  protected revoke(key: ApiKeyResponse): void {
    this.revoked.update((ids) => new Set([...ids, key.id]));
    if (this.created()?.id === key.id) this.created.set(null);
    this.undo.remove({
      said: this.t('keys.revoked'),
      path: `/api/v1/api-keys/${key.id}`,
      carryOut: () => this.api.revokeKey(key.id),
      putBack: () => this.revoked.update((ids) => new Set([...ids].filter((id) => id !== key.id))),
    });
  }

  protected scopeWord(scope: KeyScope) {
    return `scope.${scope}` as const;
  }

  protected chooseLifetime(chosen: string): void {
    this.lifetime.set(chosen === '' ? null : Number(chosen));
  }
}
