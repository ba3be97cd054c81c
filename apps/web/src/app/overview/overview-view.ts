import { computed, inject, Injectable, signal } from '@angular/core';
import type { Named, Overview, PlanRef } from '@headroom/models';
import { HardwareNames } from '../catalog/hardware-names';
import { Currency } from '../shell/currency';
import { Format } from '../ui/format';
import type { Cell } from '../ui/table-column';
import { Words } from '../words/words';

/** The overview on the page, and how its names and amounts are shown. */
@Injectable()
export class OverviewView {
  private readonly formats = inject(Format);
  private readonly hardware = inject(HardwareNames);
  private readonly shown = signal<Overview | null>(null);
  private readonly words = inject(Words);

  readonly currency = inject(Currency).shown;
  readonly isChinese = this.words.isChinese;
  readonly format = computed(() => this.formats.current());
  readonly overview = computed((): Overview => {
    const overview = this.shown();
    if (overview === null) throw new Error('No overview is shown yet.');
    return overview;
  });
  /** CNY for one USD, by plan. */
  private readonly rates = computed(
    () =>
      new Map(
        this.overview().scenarios.flatMap(({ answered }) =>
          answered === null ? [] : [[answered.id, answered.usdCny] as const],
        ),
      ),
  );

  show(overview: Overview): void {
    this.shown.set(overview);
  }

  /** An amount of a plan in the currency shown, at the plan's own rate. */
  amount(usd: number, planId: string): number {
    return this.currency() === 'CNY' ? usd * (this.rates().get(planId) ?? 1) : usd;
  }
  money(usd: number, planId: string): string {
    return this.format().moneyCompact(this.amount(usd, planId), this.currency());
  }
  systemName({ id, name }: Named): string {
    return this.hardware.system(id, name);
  }
  chipName({ id, name }: Named): string {
    return this.hardware.chip(id, name);
  }
  planCell({ planId, scenarioName }: PlanRef): Cell {
    return { text: scenarioName, link: ['/plans', planId] };
  }
}
