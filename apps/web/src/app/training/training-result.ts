import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  viewChild,
} from '@angular/core';
import type { ChipHourPrice, Excuse, Prediction, TrainingOption } from '@headroom/models';
import { memoryParts, stepMs, stepParts } from '../plans/chip-memory';
import { StackBar } from '../ui/stack-bar';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { layoutText, scheduleText, StudyView } from './study-view';
import { TrainingFlags } from './training-flags';
import { TrainingFrontier } from './training-frontier';
import { TrainingNetwork } from './training-network';

/** The answer to a study: the option looked at in full, the others, the front, flags, network and reasons. */
@Component({
  selector: 'hdr-training-result',
  imports: [StackBar, TableCard, TrainingFlags, TrainingFrontier, TrainingNetwork],
  templateUrl: './training-result.html',
  styleUrl: './training-result.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrainingResult {
  private readonly card = viewChild<ElementRef<HTMLElement>>('card');
  protected readonly view = inject(StudyView);
  protected readonly t = inject(Words).t;
  private readonly drawing = computed(() => ({
    format: this.view.format(),
    t: this.t,
    isDark: this.view.isDark(),
  }));
  protected readonly heading = computed(() => {
    const { modelName, tokens, expectedLoss } = this.view.study();
    const run = this.t('study.run', {
      model: modelName,
      tokens: this.view.format().compact(tokens),
    });
    if (expectedLoss === null) return run;
    const loss = this.t('study.loss', { loss: this.view.format().number(expectedLoss, 3) });
    return `${run} · ${loss}`;
  });
  protected readonly memory = computed(() => {
    const option = this.view.option();
    return option === null ? [] : memoryParts(option.run.memory, this.drawing());
  });
  protected readonly memoryText = computed(() => {
    const format = this.view.format();
    const used = this.memory().reduce((sum, part) => sum + part.value, 0);
    const capacity = this.view.option()?.run.memory.capacityGb ?? 0;
    return `${format.number(used, 3)} / ${format.number(capacity, 3)} GB`;
  });
  protected readonly step = computed(() => {
    const option = this.view.option();
    return option === null ? [] : stepParts(option.run.stepTerms, this.drawing());
  });
  protected readonly stepTotal = computed(() => stepMs(this.view.option()?.run.stepTerms ?? []));

  protected readonly columns = computed((): readonly Column<TrainingOption>[] => {
    const format = this.view.format();
    return [
      {
        id: 'system',
        label: this.t('study.system'),
        cell: (option) => ({
          text: this.nameOf(option),
          swatch: this.view.colour(option.vendor),
          estimated: option.run.estimatedFigures.length > 0,
          action: {
            label: this.t('study.look'),
            of: this.nameOf(option),
            run: () => this.look(option),
          },
        }),
        sort: (option) => this.nameOf(option),
        csv: (option) => this.nameOf(option),
      },
      this.count('chips', 'study.chips', ({ run }) => run.chips),
      {
        id: 'layout',
        label: this.t('study.layout'),
        cell: ({ run }) => ({ text: layoutText(run.layout), note: scheduleText(run.layout) }),
      },
      {
        id: 'days',
        label: this.t('study.days'),
        align: 'end',
        cell: ({ run }) => ({
          text: format.number(run.wallClockDays.mid, 3),
          note: format.interval(run.wallClockDays),
        }),
        sort: ({ run }) => run.wallClockDays.mid,
        csv: ({ run }) => run.wallClockDays.mid,
      },
      {
        id: 'end',
        label: this.t('study.end'),
        align: 'end',
        cell: ({ run }) => format.date(run.endDay),
        sort: ({ run }) => run.endDay,
        csv: ({ run }) => run.endDay,
      },
      {
        id: 'cost',
        label: this.t('study.cost'),
        align: 'end',
        cell: ({ costUsd, price }) => ({
          text: this.view.money(costUsd?.mid),
          note: price === null ? undefined : this.t(this.basisWord(price)),
        }),
        sort: ({ costUsd }) => costUsd?.mid ?? null,
        csv: ({ costUsd }) => costUsd?.mid ?? null,
      },
      this.share('mfu', 'MFU', ({ run }) => run.mfuShare),
      this.share('goodput', this.t('training.goodput'), ({ goodput }) => goodput.mid),
      this.count('tokens', 'study.tokens', ({ tokens }) => tokens),
      {
        id: 'speed',
        label: this.t('training.throughput'),
        unit: 'tokens/s',
        align: 'end',
        cell: ({ run }) => format.number(run.tokensPerSecondPerChip.mid, 3),
        sort: ({ run }) => run.tokensPerSecondPerChip.mid,
        csv: ({ run }) => run.tokensPerSecondPerChip.mid,
      },
      {
        id: 'carbon',
        label: this.t('study.carbon'),
        unit: 't',
        align: 'end',
        cell: ({ carbonTonnes }) => (carbonTonnes === null ? '–' : format.number(carbonTonnes, 3)),
        sort: ({ carbonTonnes }) => carbonTonnes,
        csv: ({ carbonTonnes }) => carbonTonnes,
      },
    ];
  });
  protected readonly excuseColumns = computed((): readonly Column<Excuse>[] => [
    {
      id: 'what',
      label: this.t('excuses.what'),
      cell: (excuse) => this.view.hardwareName(excuse),
      sort: (excuse) => this.view.hardwareName(excuse),
    },
    {
      id: 'reason',
      label: this.t('excuses.reason'),
      wide: true,
      cell: ({ message }) => this.view.text(message),
      sort: ({ code }) => code,
    },
    {
      id: 'nearest',
      label: this.t('excuses.nearest'),
      align: 'end',
      cell: ({ nearestFeasible, unit }) =>
        nearestFeasible === null
          ? '–'
          : { text: this.view.format().number(nearestFeasible, 4), note: unit ?? undefined },
      csv: ({ nearestFeasible }) => nearestFeasible,
    },
  ]);

  protected nameOf({ run, systemName }: TrainingOption): string {
    return this.view.systemName(run.systemId, systemName);
  }

  /** Shows an option in full, at the top of the answer. */
  private look(option: TrainingOption): void {
    this.view.choose(option);
    const card = this.card()?.nativeElement;
    card?.scrollIntoView({ block: 'start' });
    card?.focus({ preventScroll: true });
  }

  protected basisWord({ basis }: ChipHourPrice) {
    return `study.basis.${basis}` as const;
  }

  protected interval(prediction: Prediction): string {
    return this.t('placement.interval', { range: this.view.format().interval(prediction) });
  }

  protected goodputRange({ low, high }: Prediction): string {
    const format = this.view.format();
    return `${format.percent(low)} – ${format.percent(high)}`;
  }

  protected moneyRange(cost: Prediction): string {
    return `${this.view.money(cost.low)} – ${this.view.money(cost.high)}`;
  }

  protected readonly layoutText = layoutText;
  protected readonly scheduleText = scheduleText;

  private count(
    id: string,
    word: 'study.chips' | 'study.tokens',
    value: (option: TrainingOption) => number,
  ): Column<TrainingOption> {
    return {
      id,
      label: this.t(word),
      align: 'end',
      cell: (option) => this.view.format().compact(value(option)),
      sort: value,
      csv: value,
    };
  }

  private share(
    id: string,
    label: string,
    value: (option: TrainingOption) => number,
  ): Column<TrainingOption> {
    return {
      id,
      label,
      align: 'end',
      cell: (option) => this.view.format().percent(value(option)),
      sort: value,
      csv: value,
    };
  }
}
