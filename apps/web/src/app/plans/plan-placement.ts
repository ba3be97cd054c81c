import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { Parallelism, PercentilesMs, Prediction, ServiceDeployment } from '@headroom/models';
import { StackBar } from '../ui/stack-bar';
import { Words } from '../words/words';
import { layoutText, memoryParts, stepMs, stepParts } from './chip-memory';
import { type NamedPool, PlanTopology } from './plan-topology';
import { PlanView } from './plan-view';

/** How each service runs on each system it was placed on. */
@Component({
  selector: 'hdr-plan-placement',
  imports: [PlanTopology, StackBar],
  templateUrl: './plan-placement.html',
  styleUrl: './placement-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanPlacement {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;

  protected readonly cards = computed(() =>
    this.view.plan().deployments.map((deployment) => ({
      deployment,
      ...this.sizeOf(deployment),
      layout: layoutText(degreesOf(deployment)),
      pools: this.poolsOf(deployment),
      memory: memoryParts(deployment.memory, this.drawing()),
      prefill: stepParts(deployment.prefillTerms, this.drawing()),
      prefillMs: stepMs(deployment.prefillTerms),
      decode: stepParts(deployment.decodeTerms, this.drawing()),
      decodeMs: stepMs(deployment.decodeTerms),
      isEstimated:
        deployment.estimatedFigures.length > 0 || this.view.isEstimated(deployment.chipId),
    })),
  );
  private readonly drawing = computed(() => ({
    format: this.view.format(),
    t: this.t,
    isDark: this.view.isDark(),
  }));

  /** Instances of a replica by what they do; those that prefill on another system are not drawn. */
  private poolsOf(deployment: ServiceDeployment): NamedPool[] {
    const { mode, parallelism, prefillPool, systemId, decodeChips } = deployment;
    const named = (word: 'prefill' | 'decode' | 'serve', instances: number, p: Parallelism) => ({
      name: this.t(`topology.${word}`),
      instances,
      tp: p.tp,
      pp: p.pp,
      dp: p.dp,
    });
    if (mode === 'aggregated') return [named('serve', 1, parallelism)];
    const { tp, pp, dp } = parallelism;
    const decode = named(
      'decode',
      Math.max(1, Math.round(decodeChips / (tp * pp * dp))),
      parallelism,
    );
    return prefillPool === undefined || prefillPool.systemId !== systemId
      ? [decode]
      : [named('prefill', prefillPool.instances, prefillPool.parallelism), decode];
  }

  protected ms(value: number): string {
    return value >= 1000
      ? `${this.view.format().number(value / 1000, 3)} s`
      : `${this.view.format().number(value, 3)} ms`;
  }

  /** 50th, 90th and 99th percentile, as far as the model vouches for them. */
  protected percentiles({ p50, p90, p99 }: PercentilesMs): string {
    return [p50, p90, p99].map((value) => (value === null ? '–' : this.ms(value))).join(' / ');
  }

  protected msInterval({ low, high }: Prediction): string {
    return this.t('placement.interval', { range: `${this.ms(low)} – ${this.ms(high)}` });
  }

  protected interval(prediction: Prediction): string {
    return this.t('placement.interval', { range: this.view.format().interval(prediction) });
  }

  protected usedGb(deployment: ServiceDeployment): string {
    const { format } = this.drawing();
    const used = memoryParts(deployment.memory, this.drawing()).reduce((s, p) => s + p.value, 0);
    return `${format.number(used, 3)} / ${format.number(deployment.memory.capacityGb, 3)} GB`;
  }

  /** Replicas at the peak of the horizon, all sites together. */
  private sizeOf(deployment: ServiceDeployment) {
    const placements = this.view
      .plan()
      .placements.filter((placement) => placement.deploymentId === deployment.id);
    const replicas = this.view
      .plan()
      .periods.map((period) =>
        placements.reduce(
          (sum, placement) =>
            sum + (placement.byPeriod.find((at) => at.period === period)?.replicas ?? 0),
          0,
        ),
      );
    return {
      sites: [...new Set(placements.map(({ siteId }) => this.view.siteName(siteId)))].join(', '),
      peakReplicas: Math.max(0, ...replicas),
    };
  }
}

/** In the order they are read; stored plans do not keep it. */
function degreesOf({ parallelism: { tp, pp, dp, ep, cp } }: ServiceDeployment) {
  return { tp, pp, dp, ep, cp };
}
