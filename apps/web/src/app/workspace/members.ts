import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import {
  type InvitationResponse,
  type MemberResponse,
  role as roleSchema,
  type Role,
  rolesGrantedBy,
} from '@headroom/models';
import { WorkspaceApi } from '../api/workspace-api';
import { Session } from '../auth/session';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Undo } from '../ui/undo';
import type { WordKey } from '../words/all-words';
import { Words } from '../words/words';

/** Who belongs to the workspace, with which role, and who is asked in. */
@Component({
  selector: 'hdr-members',
  imports: [ErrorNotice, Icon, Loading],
  templateUrl: './members.html',
  styleUrls: ['./api-keys.scss', './members.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Members {
  private readonly api = inject(WorkspaceApi);
  private readonly session = inject(Session);
  private readonly undo = inject(Undo);
  private readonly words = inject(Words);
  protected readonly format = inject(Format).current;
  protected readonly t = this.words.t;

  protected readonly state = new LoadState<{
    members: MemberResponse[];
    invitations: InvitationResponse[];
  }>();
  /** Ids of members and invitations that are gone unless the removal is undone. */
  private readonly gone = signal<ReadonlySet<string>>(new Set());
  protected readonly members = computed(() =>
    (this.state.value()?.members ?? [])
      .filter(({ userId }) => !this.gone().has(userId))
      .sort((a, b) => a.name.localeCompare(b.name, this.words.locale())),
  );
  protected readonly open = computed(() =>
    (this.state.value()?.invitations ?? []).filter(({ id }) => !this.gone().has(id)),
  );

  protected readonly mayManage = computed(() => this.session.may('members:write'));
  protected readonly granted = computed((): readonly Role[] => {
    const own = this.session.current()?.workspace?.role;
    return own === undefined ? [] : rolesGrantedBy(own);
  });

  protected readonly isOpen = signal(false);
  protected readonly email = signal('');
  protected readonly role = signal<Role>('planner');
  protected readonly busy = signal(false);
  protected readonly failure = signal<unknown>(null);

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.state.load(async () => {
      const [members, invitations] = await Promise.all([
        this.api.members(),
        this.mayManage() ? this.api.invitations() : [],
      ]);
      return { members, invitations };
    });
  }

  protected async invite(): Promise<void> {
    await this.carryOut(async () => {
      await this.api.invite({
        email: this.email().trim(),
        role: this.role(),
        locale: this.words.locale(),
      });
      this.isOpen.set(false);
      this.email.set('');
    });
  }

  protected async changeRole(member: MemberResponse, role: Role): Promise<void> {
    await this.carryOut(async () => {
      await this.api.changeMember(member.userId, role);
      if (this.isSelf(member)) await this.session.refresh();
    });
  }

  protected remove({ userId }: MemberResponse): void {
    this.removeLater(userId, {
      said: this.t('members.removed'),
      path: `/api/v1/members/${userId}`,
      carryOut: () => this.api.removeMember(userId),
    });
  }

  protected cancelInvitation({ id }: InvitationResponse): void {
    this.removeLater(id, {
      said: this.t('members.cancelled'),
      path: `/api/v1/invitations/${id}`,
      carryOut: () => this.api.cancelInvitation(id),
    });
  }

  protected isSelf({ userId }: MemberResponse): boolean {
    return userId === this.session.current()?.user.id;
  }

  protected mayChange(member: MemberResponse): boolean {
    if (!this.granted().includes(member.role)) return false;
    const owners = this.members().filter(({ role }) => role === 'owner');
    return member.role !== 'owner' || owners.length > 1;
  }

  protected roleWord(role: Role) {
    return `role.${role}` as const;
  }

  protected roleTextWord(role: Role) {
    return `members.roleText.${role}` as const;
  }

  protected mailWord({ mail }: InvitationResponse): WordKey {
    return `members.mail.${mail}`;
  }

  protected isMailInDoubt({ mail }: InvitationResponse): boolean {
    return mail === 'failed' || mail === 'unknown';
  }

  protected toRole(chosen: string): Role {
    return roleSchema.parse(chosen);
  }

  private removeLater(
    id: string,
    removal: { said: string; path: string; carryOut: () => Promise<void> },
  ): void {
    this.gone.update((ids) => new Set([...ids, id]));
    this.undo.remove({
      ...removal,
      putBack: () => this.gone.update((ids) => new Set([...ids].filter((one) => one !== id))),
    });
  }

  /** Loads anew also after a failure: a select shows what was asked for, not what is. */
  private async carryOut(action: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.failure.set(null);
    try {
      await action();
    } catch (failure) {
      this.failure.set(failure);
    } finally {
      this.busy.set(false);
      await this.load();
    }
  }
}
