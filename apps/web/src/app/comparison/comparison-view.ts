import { computed, inject, Injectable, signal } from '@angular/core';
import {
  type Message,
  messageText,
  type NamedKind,
  nameOf,
  type PlanComparison,
  type PlanNames,
} from '@headroom/models';
import { HardwareNames } from '../catalog/hardware-names';
import { Currency } from '../shell/currency';
import { Theme } from '../shell/theme';
import { Format } from '../ui/format';
import { Words } from '../words/words';
import { partText } from './part-text';

/** The comparison on the page, and how its names and amounts are shown. */
@Injectable()
export class ComparisonView {
  private readonly words = inject(Words);
  private readonly hardware = inject(HardwareNames);
  private readonly formats = inject(Format);
  private readonly theme = inject(Theme);
  private readonly shown = signal<PlanComparison | null>(null);

  readonly currency = inject(Currency).shown;
  readonly comparison = computed((): PlanComparison => {
    const comparison = this.shown();
    if (comparison === null) throw new Error('No comparison is shown yet.');
    return comparison;
  });
  readonly format = computed(() => this.formats.current());
  readonly isDark = computed(() => this.theme.isDark());
  private readonly rate = computed(() =>
    this.currency() === 'CNY' ? this.comparison().to.usdCny : 1,
  );
  /** Names of both plans; where they differ, those of the newer one. */
  private readonly names = computed((): PlanNames | undefined => {
    const { from, to } = this.comparison();
    return to.names === undefined || from.names === undefined
      ? (to.names ?? from.names)
      : {
          sites: { ...from.names.sites, ...to.names.sites },
          workloads: { ...from.names.workloads, ...to.names.workloads },
          systems: { ...from.names.systems, ...to.names.systems },
          chips: { ...from.names.chips, ...to.names.chips },
          acts: { ...from.names.acts, ...to.names.acts },
        };
  });

  show(comparison: PlanComparison): void {
    this.shown.set(comparison);
  }

  text(message: Message): string {
    const { usdCny } = this.comparison().to;
    const money = { currency: this.currency(), usdCny };
    return messageText(message, this.words.locale(), money, this.names());
  }
  systemName(systemId: string, otherwise = this.name('systems', systemId)): string {
    return this.hardware.system(systemId, otherwise);
  }
  siteName(siteId: string): string {
    return this.name('sites', siteId);
  }
  workloadName(workloadId: string): string {
    return this.name('workloads', workloadId);
  }
  amount(usd: number): number {
    return usd * this.rate();
  }
  money(usd: number): string {
    return this.format().money(this.amount(usd), this.currency());
  }
  moneyCompact(usd: number): string {
    return this.format().moneyCompact(this.amount(usd), this.currency());
  }
  /** A change with its sign, also where it is more. */
  signed(change: number, text: string): string {
    return change > 0 ? `+${text}` : text;
  }
  /** What changed, as `services/chat` is told to a reader. */
  partsText(parts: readonly string[]): string {
    return parts
      .map((part) =>
        partText(part, this.words.t, (section, id) =>
          section === 'sites' ? this.siteName(id) : this.workloadName(id),
        ),
      )
      .join(' + ');
  }

  private name(kind: NamedKind, id: string): string {
    return nameOf(this.names(), kind, id, this.words.locale());
  }
}
