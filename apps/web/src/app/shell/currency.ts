import { computed, Injectable, signal } from '@angular/core';
import { type CurrencyCode, preferredCurrency, rememberCurrency } from './preferences';

/** The currency money is shown in: the one the reader chose, until then the one of the plan on the page. */
@Injectable({ providedIn: 'root' })
export class Currency {
  private readonly chosen = signal<CurrencyCode | null>(preferredCurrency());
  private readonly suggested = signal<CurrencyCode>('USD');
  readonly shown = computed(() => this.chosen() ?? this.suggested());

  /** The currency a plan was made in; holds until the reader chooses one. */
  suggest(currency: CurrencyCode): void {
    this.suggested.set(currency);
  }

  choose(currency: CurrencyCode): void {
    this.chosen.set(currency);
    rememberCurrency(currency);
  }
}
