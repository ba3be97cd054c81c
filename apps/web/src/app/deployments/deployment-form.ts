import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { type DeploymentSearchRequest, deploymentSearchRequest } from '@headroom/models';
import { CatalogStore } from '../catalog/catalog-store';
import { addressOf, formAt } from '../ui/form-address';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';

/** What the fields hold, as typed. */
interface Draft {
  model: string;
  inputTokens: string;
  outputTokens: string;
  cachedPercent: string;
  ttftMs: string;
  tpotMs: string;
  rate: string;
  vendor: string;
  systems: string;
  mode: string;
  precision: string;
  speculation: string;
  across: boolean;
}

const FIRST: Draft = {
  model: 'deepseek-r1',
  inputTokens: '2000',
  outputTokens: '500',
  cachedPercent: '0',
  ttftMs: '2000',
  tpotMs: '50',
  rate: '20',
  vendor: '',
  systems: '',
  mode: '',
  precision: '',
  speculation: 'auto',
  across: false,
};

/**
 * Fields of a search, kept in the address, which can be shared. What is wrong with them is said at the form, in the
 * browser's own checks where it can.
 */
@Component({
  selector: 'hdr-deployment-form',
  imports: [Icon],
  templateUrl: './deployment-form.html',
  styles: `
    .buttons {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeploymentForm {
  private readonly catalog = inject(CatalogStore);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly t = inject(Words).t;

  readonly isBusy = input(false);
  readonly asked = output<DeploymentSearchRequest>();

  protected readonly draft = signal<Draft>(FIRST);
  /** Names of the fields the search cannot read. */
  protected readonly wrong = signal<readonly string[]>([]);
  protected readonly models = computed(() => this.catalog.list('models').value() ?? []);
  protected readonly vendors = computed(() =>
    [...new Set((this.catalog.list('chips').value() ?? []).map(({ vendor }) => vendor))].sort(),
  );
  protected readonly precisions = ['fp8', 'int8', 'bf16', 'w4a16', 'fp4', 'mxfp4'] as const;

  constructor() {
    // Names only help to fill the form in: it takes any text without them.
    void this.catalog.load('models');
    void this.catalog.load('chips');
    const asked = formAt(this.route.snapshot.queryParamMap, FIRST);
    if (asked === null) return;
    this.draft.set(asked);
    afterNextRender(() => this.ask());
  }

  protected put(change: Partial<Draft>): void {
    this.draft.update((draft) => ({ ...draft, ...change }));
  }

  protected submit(event: Event): void {
    event.preventDefault();
    void this.router.navigate([], {
      queryParams: addressOf(this.draft(), FIRST),
      replaceUrl: true,
    });
    this.ask();
  }

  private ask(): void {
    const parsed = deploymentSearchRequest.safeParse(requestOf(this.draft()));
    this.wrong.set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.')));
    if (parsed.success) this.asked.emit(parsed.data);
  }
}

/** The request a draft means; empty fields ask for nothing. */
export function requestOf(draft: Draft): unknown {
  const slo = { ...numberAt('ttftMs', draft.ttftMs), ...numberAt('tpotMs', draft.tpotMs) };
  const systems = draft.systems
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const cached = Number(draft.cachedPercent) / 100;
  return {
    model: draft.model.trim(),
    inputTokens: Number(draft.inputTokens),
    outputTokens: Number(draft.outputTokens),
    ...(cached > 0 ? { prefixCacheHitShare: cached } : {}),
    ...(Object.keys(slo).length > 0 ? { slo } : {}),
    ...numberAt('requestsPerSecond', draft.rate),
    ...(draft.vendor === '' ? {} : { vendors: [draft.vendor] }),
    ...(systems.length === 0 ? {} : { systems }),
    ...(draft.mode === '' ? {} : { modes: [draft.mode] }),
    ...(draft.precision === '' ? {} : { weightPrecisions: [draft.precision] }),
    speculation: draft.speculation,
    ...(draft.across && systems.length > 1 ? { acrossSystems: true } : {}),
  };
}

const numberAt = (name: string, text: string): Record<string, number> =>
  text.trim() === '' ? {} : { [name]: Number(text) };
