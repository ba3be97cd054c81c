import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  signal,
} from '@angular/core';
import type { WordKey } from '../words/all-words';
import { Words } from '../words/words';
import { PlanAlternatives } from './plan-alternatives';
import { PlanBom } from './plan-bom';
import { PlanCost } from './plan-cost';
import { PlanCoverage } from './plan-coverage';
import { PlanEvidence } from './plan-evidence';
import { PlanExcuses } from './plan-excuses';
import { PlanFleet } from './plan-fleet';
import { PlanFutures } from './plan-futures';
import { PlanLengths } from './plan-lengths';
import { PlanNights } from './plan-nights';
import { PlanPlacement } from './plan-placement';
import { PlanRecourse } from './plan-recourse';
import { PlanRisk } from './plan-risk';
import { PlanRunway } from './plan-runway';
import { PlanSummary } from './plan-summary';
import { PlanTraining } from './plan-training';
import { PlanView } from './plan-view';

interface Part {
  id: string;
  word: WordKey;
  isShown: boolean;
}

/** The result of a plan, part by part, with a list of the parts to jump to. */
@Component({
  selector: 'hdr-plan-result',
  imports: [
    PlanAlternatives,
    PlanBom,
    PlanCost,
    PlanCoverage,
    PlanEvidence,
    PlanExcuses,
    PlanFleet,
    PlanFutures,
    PlanLengths,
    PlanNights,
    PlanPlacement,
    PlanRecourse,
    PlanRisk,
    PlanRunway,
    PlanSummary,
    PlanTraining,
  ],
  templateUrl: './plan-result.html',
  styleUrl: './plan-result.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanResult {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly hasNights = computed(() =>
    this.plan().placements.some(({ slot }) => slot === 'night'),
  );
  /** Part that is being read. */
  protected readonly current = signal<string | null>(null);
  protected readonly parts = computed((): readonly Part[] => {
    const plan = this.plan();
    const parts: Part[] = [
      { id: 'fleet', word: 'nav.plan.fleet', isShown: plan.fleet.length > 0 },
      { id: 'coverage', word: 'nav.plan.coverage', isShown: plan.coverage.length > 0 },
      { id: 'placement', word: 'nav.plan.placement', isShown: plan.deployments.length > 0 },
      {
        id: 'lengths',
        word: 'nav.plan.lengths',
        isShown: (plan.lengthRouting ?? []).length > 0,
      },
      { id: 'training', word: 'nav.plan.training', isShown: plan.trainingRuns.length > 0 },
      { id: 'cost', word: 'nav.plan.cost', isShown: plan.costTotal.totalUsd > 0 },
      { id: 'bom', word: 'nav.plan.bom', isShown: plan.boms.length > 0 },
      { id: 'alternatives', word: 'nav.plan.alternatives', isShown: plan.alternatives.length > 0 },
      { id: 'futures', word: 'nav.plan.futures', isShown: plan.policyFutures.length > 0 },
      { id: 'risk', word: 'nav.plan.risk', isShown: plan.risk !== undefined },
      {
        id: 'runway',
        word: 'nav.plan.runway',
        isShown: plan.runway !== undefined && plan.runway.rows.length > 0,
      },
      { id: 'excuses', word: 'nav.plan.excuses', isShown: plan.excuses.length > 0 },
      { id: 'evidence', word: 'nav.plan.evidence', isShown: true },
    ];
    return parts.filter((part) => part.isShown);
  });

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      const inView = new Set<string>();
      const observer = new IntersectionObserver(
        (changes) => {
          for (const { target, isIntersecting } of changes) {
            if (isIntersecting) inView.add(target.id);
            else inView.delete(target.id);
          }
          this.current.set(this.parts().find((part) => inView.has(part.id))?.id ?? null);
        },
        // The part being read is the one that crosses the upper third of the page.
        { rootMargin: '-10% 0px -65% 0px' },
      );
      for (const part of host.querySelectorAll('.parts > section')) observer.observe(part);
      destroyed.onDestroy(() => observer.disconnect());
    });
  }

  /** Anchors would lose the page's own address behind `<base href>`. */
  protected goTo(id: string, event: Event): void {
    event.preventDefault();
    const part = document.getElementById(id);
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  }
}
