import { computed, inject, Injectable, signal } from '@angular/core';
import { type Message, messageText, type PlanComparison } from '@headroom/models';
import { CatalogStore } from '../catalog/catalog-store';
import { Currency } from '../shell/currency';
import { Theme } from '../shell/theme';
import { Format } from '../ui/format';
import { type WordKey } from '../words/all-words';
import { Words } from '../words/words';

/** Parts of a scenario whose elements have a name of their own in the sentence. */
const PART_WORDS: Readonly<Record<string, WordKey>> = {
  catalog: 'compare.part.catalog',
  sites: 'compare.part.sites',
  services: 'compare.part.services',
  training: 'compare.part.training',
  horizon: 'compare.part.horizon',
  buyer: 'compare.part.buyer',
  fleet: 'compare.part.fleet',
  candidates: 'compare.part.candidates',
  acquisition: 'compare.part.acquisition',
  limits: 'compare.part.limits',
  policy: 'compare.part.policy',
  assumptions: 'compare.part.assumptions',
  prices: 'compare.part.prices',
  chipFigures: 'compare.part.chipFigures',
  objective: 'compare.part.objective',
  seed: 'compare.part.seed',
};

/** The comparison on the page, and how its names and amounts are shown. */
@Injectable()
export class ComparisonView {
  private readonly words = inject(Words);
  private readonly catalog = inject(CatalogStore);
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
  private readonly systemNames = computed(
    () =>
      new Map(
        (this.catalog.list('systems').value() ?? []).map(({ id, name, nameZh }) => [
          id,
          this.words.isChinese() ? (nameZh ?? name) : name,
        ]),
      ),
  );

  constructor() {
    // Names only make the page easier to read, so nothing waits for them.
    void this.catalog.load('systems');
  }

  show(comparison: PlanComparison): void {
    this.shown.set(comparison);
  }

  text(message: Message): string {
    const { usdCny } = this.comparison().to;
    return messageText(message, this.words.locale(), { currency: this.currency(), usdCny });
  }
  systemName(systemId: string, otherwise = systemId): string {
    return this.systemNames().get(systemId) ?? otherwise;
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
      .map((part) => {
        const [section = part, ...rest] = part.split('/');
        const word = PART_WORDS[section];
        return word === undefined ? part : this.words.t(word, { id: rest.join('/') });
      })
      .join(' + ');
  }
}
