import { computed, inject, Injectable } from '@angular/core';
import {
  type EstimatedFigure,
  type Message,
  messageText,
  type Plan,
  type Source,
} from '@headroom/models';
import { HardwareNames } from '../catalog/hardware-names';
import { shade, vendorColour } from '../charts/palette';
import { Currency } from '../shell/currency';
import { Theme } from '../shell/theme';
import { Format } from '../ui/format';
import { Words } from '../words/words';
import { PlanNames } from './plan-names';
import { PlanStore } from './plan-store';

/** The plan on the page, and how its names, sentences, colours and amounts are shown. */
@Injectable()
export class PlanView {
  private readonly currencyChoice = inject(Currency);
  private readonly words = inject(Words);
  private readonly theme = inject(Theme);
  private readonly formats = inject(Format);
  private readonly hardware = inject(HardwareNames);
  private readonly store = inject(PlanStore);
  private readonly names = inject(PlanNames);

  /** The plan; sections are only drawn once there is one. */
  readonly plan = computed((): Plan => {
    const plan = this.store.plan();
    if (plan === null) throw new Error('No plan is shown yet.');
    return plan;
  });
  readonly format = computed(() => this.formats.current());
  readonly isDark = computed(() => this.theme.isDark());
  readonly currency = this.currencyChoice.shown;
  readonly locale = this.words.locale;
  readonly periods = computed(() => this.plan().periods.map((p) => this.format().date(p)));

  private readonly rate = computed(() => (this.currency() === 'CNY' ? this.plan().usdCny : 1));
  private readonly systems = computed(
    () => new Map(this.plan().fleet.map((line) => [line.systemId, line])),
  );
  private readonly sources = computed(
    () => new Map(this.plan().sources.map((source) => [source.id, source])),
  );
  private readonly estimatedChips = computed(
    () => new Set(this.plan().estimates.map((estimate) => estimate.chipId)),
  );
  private readonly colours = computed(() => systemColours(this.plan(), this.isDark()));

  text(message: Message): string {
    const { usdCny } = this.plan();
    const money = { currency: this.currency(), usdCny };
    return messageText(message, this.words.locale(), money, this.names.known());
  }

  /** An amount of USD in the currency shown. */
  amount(usd: number): number {
    return usd * this.rate();
  }
  money(usd: number): string {
    return this.format().money(this.amount(usd), this.currency());
  }
  moneyCompact(usd: number): string {
    return this.format().moneyCompact(this.amount(usd), this.currency());
  }

  /** The catalogue's name in the reader's language, otherwise the name the plan was made with. */
  systemName(systemId: string): string {
    const ofPlan = this.names.hardware('systems', systemId);
    const otherwise = ofPlan ?? this.systems().get(systemId)?.systemName ?? systemId;
    return this.hardware.system(systemId, otherwise);
  }
  /** Name of a system or of a chip. */
  hardwareName(id: string): string {
    const chip = this.hardware.chip(id, this.names.hardware('chips', id) ?? '');
    return chip === '' ? this.systemName(id) : chip;
  }
  siteName(siteId: string): string {
    return this.names.site(siteId);
  }
  workloadName(workloadId: string): string {
    return this.names.workload(workloadId);
  }
  systemColour(systemId: string): string {
    return this.colours().get(systemId) ?? vendorColour(systemId, this.isDark());
  }
  source(sourceId: string | null): Source | null {
    return sourceId === null ? null : (this.sources().get(sourceId) ?? null);
  }
  isEstimated(chipId: string): boolean {
    return this.estimatedChips().has(chipId);
  }
  estimatesOf(chipId: string): readonly EstimatedFigure[] {
    return this.plan().estimates.filter((estimate) => estimate.chipId === chipId);
  }
}

/** A vendor's hue for each of its systems, in shades when it has several in the plan. */
export function systemColours(plan: Plan, isDark: boolean): Map<string, string> {
  const colours = new Map<string, string>();
  const seen = new Map<string, number>();
  for (const { systemId, vendor } of plan.fleet) {
    if (colours.has(systemId)) continue;
    const step = seen.get(vendor) ?? 0;
    seen.set(vendor, step + 1);
    colours.set(systemId, shade(vendorColour(vendor, isDark), step, isDark));
  }
  return colours;
}
