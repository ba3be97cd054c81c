import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { type Message, messageText, nameOf, type PlanPreview } from '@headroom/models';
import { map } from 'rxjs';
import { HardwareNames } from '../../catalog/hardware-names';
import { Currency } from '../../shell/currency';
import { errorSentence } from '../../ui/error-sentence';
import { Format } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';
import { ScenarioDraft } from '../scenario-draft';
import { costChange, type PreviewLine, previewLines } from './preview-rows';
import { PreviewStore } from './preview-store';

/** A cost that is proved to be the best differs from the bound by no more than rounding. */
const PROVED_GAP = 1e-6;
/** More lines of a fleet are told when asked for. */
const MOST_LINES = 6;

interface Fact {
  label: string;
  value: string;
  note: string;
}

/** What the plan of the scenario being written comes to, while it is being written. */
@Component({
  selector: 'hdr-scenario-preview',
  imports: [Icon],
  providers: [PreviewStore],
  templateUrl: './scenario-preview.html',
  styleUrl: './scenario-preview.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScenarioPreview {
  private readonly words = inject(Words);
  private readonly formats = inject(Format);
  private readonly currency = inject(Currency);
  private readonly hardware = inject(HardwareNames);
  private readonly draft = inject(ScenarioDraft);
  protected readonly store = inject(PreviewStore);
  protected readonly t = this.words.t;

  readonly scenarioId = input.required<string>();
  /** The version stored last. */
  readonly version = input.required<number>();

  private readonly isNarrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 699px)')
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
  /** Folded at first where there is room for little else. */
  protected readonly isOpen = linkedSignal(() => !this.isNarrow());
  protected readonly showsAllLines = signal(false);

  private readonly format = computed(() => this.formats.current());
  protected readonly shown = this.store.shown;

  protected readonly status = computed((): { text: string; canRetry: boolean } | null => {
    const state = this.store.state();
    switch (state.kind) {
      case 'told':
        return null;
      case 'calculating':
        return { text: this.t('preview.calculating'), canRetry: false };
      case 'late':
        return { text: this.t('preview.late'), canRetry: false };
      case 'failed':
        return { text: errorSentence(state.failure, this.t), canRetry: true };
      case 'waiting':
      case 'refused':
        return { text: this.t('preview.waiting'), canRetry: false };
      default:
        return state satisfies never;
    }
  });

  protected readonly total = computed(() => {
    const preview = this.shown();
    if (preview === null) return '–';
    return preview.status === 'infeasible'
      ? this.t('preview.infeasible')
      : this.money(preview, preview.costTotal.totalUsd);
  });

  /** The cost against that of the version stored last. */
  protected readonly against = computed((): { text: string; tone: 'less' | 'more' | '' } | null => {
    const [preview, stored, n] = [this.shown(), this.store.stored(), this.version()];
    // While the first figures of a changed text are calculated, those of the stored version are still shown.
    if (preview === null || stored === null || preview === stored) return null;
    const change = costChange(preview, stored);
    if (change === null) {
      if (stored.status === 'infeasible')
        return { text: this.t('preview.wasInfeasible', { n }), tone: '' };
      const cost = this.money(stored, stored.costTotal.totalUsd);
      return { text: this.t('preview.isInfeasibleNow', { n, cost }), tone: '' };
    }
    const { usd, share } = change;
    if (usd === 0) return { text: this.t('preview.sameCost', { n }), tone: '' };
    const amount = signed(usd, this.money(preview, usd));
    const told =
      share === null
        ? amount
        : this.t('preview.changeWithShare', {
            change: amount,
            share: signed(share, this.format().percent(share)),
          });
    return {
      text: this.t('preview.against', { change: told, n }),
      tone: usd < 0 ? 'less' : 'more',
    };
  });

  protected readonly facts = computed((): readonly Fact[] => {
    const preview = this.shown();
    if (preview?.status !== 'planned') return [];
    const [format, stored] = [this.format(), this.store.stored()];
    const note = (now: number, before: number | undefined, say: (change: number) => string) =>
      stored?.status === 'planned' && before !== undefined && now !== before
        ? signed(now - before, say(now - before))
        : '';
    const count = (value: number) => format.integer(value);
    return [
      ...this.fitFacts(preview),
      {
        label: this.t('plan.units'),
        value: count(preview.units),
        note: note(preview.units, stored?.units, count),
      },
      {
        label: this.t('preview.chips'),
        value: count(preview.chips),
        note: note(preview.chips, stored?.chips, count),
      },
      {
        label: this.t('plan.power'),
        value: format.power(preview.peakPowerKw),
        note: note(preview.peakPowerKw, stored?.peakPowerKw, (kw) => `${format.number(kw, 3)} kW`),
      },
      {
        label: this.t('plan.capex'),
        value: this.money(preview, preview.capexUsd),
        note: note(preview.capexUsd, stored?.capexUsd, (usd) => this.money(preview, usd)),
      },
      {
        label: this.t('preview.firstOrder'),
        value:
          preview.firstOrderBy === null
            ? this.t('preview.noOrder')
            : format.date(preview.firstOrderBy),
        note: '',
      },
    ];
  });

  /** How good the plan is proved to be. */
  protected readonly proof = computed(() => {
    const gapShare = this.shown()?.gapShare ?? null;
    if (gapShare === null) return null;
    return gapShare <= PROVED_GAP
      ? this.t('plan.solver.optimal')
      : this.t('plan.solver.within-gap', { gap: this.format().percent(gapShare, 2) });
  });

  private readonly allLines = computed(() => {
    const preview = this.shown();
    return preview?.status === 'planned' ? previewLines(preview, this.store.stored()) : [];
  });
  protected readonly lines = computed(() => {
    const all = this.allLines();
    const told =
      this.showsAllLines() || all.length <= MOST_LINES + 1 ? all : all.slice(0, MOST_LINES);
    return told.map((line) => this.lineText(line));
  });
  protected readonly linesLeft = computed(() => this.allLines().length - this.lines().length);

  protected readonly conflicts = computed(() => {
    const preview = this.shown();
    return preview === null ? [] : preview.conflicts.map((found) => this.text(preview, found));
  });

  /** Read out when figures have come, and not with every one of them. */
  protected readonly announced = computed(() => {
    const state = this.store.state();
    if (state.kind === 'late' || state.kind === 'failed') return this.status()?.text ?? '';
    if (state.kind !== 'told') return '';
    const { preview } = state;
    if (preview.status === 'infeasible')
      return [this.t('preview.toldInfeasible'), ...this.conflicts()].join(' ');
    const told = this.t('preview.told', {
      cost: this.total(),
      units: this.format().integer(preview.units),
    });
    return [told, this.against()?.text ?? ''].join(' ').trim();
  });

  constructor() {
    effect(() => {
      this.scenarioId();
      untracked(() => this.store.startOver());
    });
    effect(() => {
      const reading = this.draft.reading();
      if (reading.kind === 'valid') this.currency.suggest(reading.scenario.currency ?? 'USD');
    });
  }

  private fitFacts({ fit }: PlanPreview): readonly Fact[] {
    if (fit === undefined) return [];
    const isDemand = fit.goal === 'demand';
    return [
      {
        label: this.t(isDemand ? 'preview.fitDemand' : 'preview.fitLatency'),
        value: isDemand ? this.format().number(fit.factor, 3) : this.format().percent(fit.factor),
        note: this.t(isDemand ? 'preview.fitDemandNote' : 'preview.fitLatencyNote'),
      },
    ];
  }

  private lineText(line: PreviewLine) {
    const { names, fleet } = this.shown() ?? { names: undefined, fleet: [] };
    const locale = this.words.locale();
    const isOneSite = new Set(fleet.map(({ siteId }) => siteId)).size <= 1;
    const named = nameOf(names, 'systems', line.systemId, locale);
    return {
      units: this.format().integer(line.units),
      system: this.hardware.system(
        line.systemId,
        named === line.systemId ? line.systemName : named,
      ),
      how: [
        this.t(`fleet.how.${line.acquisition}`),
        ...(isOneSite ? [] : [nameOf(names, 'sites', line.siteId, locale)]),
      ].join(' · '),
      change: line.change === null || line.change === 0 ? '' : this.countChange(line.change),
    };
  }

  private countChange(change: number): string {
    return signed(change, this.format().integer(change));
  }

  private text({ usdCny, names }: PlanPreview, message: Message): string {
    const money = { currency: this.currency.shown(), usdCny };
    return messageText(message, this.words.locale(), money, names);
  }

  private money({ usdCny }: PlanPreview, usd: number): string {
    const currency = this.currency.shown();
    return this.format().moneyCompact(currency === 'CNY' ? usd * usdCny : usd, currency);
  }
}

/** A change with its sign, also where it is more. */
const signed = (change: number, text: string): string => (change > 0 ? `+${text}` : text);
