import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { Prediction, TrainingRun } from '@headroom/models';
import { StackBar } from '../ui/stack-bar';
import { Words } from '../words/words';
import { layoutText, memoryParts, stepMs, stepParts } from './chip-memory';
import { type NamedPool, PlanTopology } from './plan-topology';
import { PlanView } from './plan-view';

/** Training jobs as they would run: layout, speed, failures included. */
@Component({
  selector: 'hdr-plan-training',
  imports: [PlanTopology, StackBar],
  templateUrl: './plan-training.html',
  styleUrl: './placement-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanTraining {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  private readonly drawing = computed(() => ({
    format: this.view.format(),
    t: this.t,
    isDark: this.view.isDark(),
  }));

  protected readonly cards = computed(() =>
    this.view.plan().trainingRuns.map((run) => ({
      run,
      layout: layoutOf(run),
      pools: [this.replicaOf(run)],
      memory: memoryParts(run.memory, this.drawing()),
      memoryText: this.memoryText(run),
      step: stepParts(run.stepTerms, this.drawing()),
      stepTotalMs: stepMs(run.stepTerms),
      isEstimated: run.estimatedFigures.length > 0 || this.view.isEstimated(run.chipId),
    })),
  );

  /** One data-parallel replica: all the others lie alike. */
  private replicaOf({ layout }: TrainingRun): NamedPool {
    const { tp, pp, cp } = layout;
    return { name: this.t('topology.train'), instances: 1, tp, pp, dp: cp };
  }

  protected interval(prediction: Prediction): string {
    return this.t('placement.interval', { range: this.view.format().interval(prediction) });
  }

  protected seconds(value: number): string {
    const format = this.view.format();
    return value < 1 ? `${format.number(value * 1000, 3)} ms` : `${format.number(value, 3)} s`;
  }

  private memoryText(run: TrainingRun): string {
    const used = memoryParts(run.memory, this.drawing()).reduce((s, p) => s + p.value, 0);
    const format = this.view.format();
    return `${format.number(used, 3)} / ${format.number(run.memory.capacityGb, 3)} GB`;
  }
}

function layoutOf({ layout }: TrainingRun): string {
  const { tp, pp, vpp, dp, ep, cp } = layout;
  const zero = layout.zeroStage > 0 ? ` · ZeRO-${layout.zeroStage}` : '';
  return `${layoutText({ tp, pp, vpp, dp, ep, cp })}${zero} · ${layout.schedule}`;
}
