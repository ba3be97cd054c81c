import { Injectable, signal } from '@angular/core';
import { type CurrencyCode, preferredCurrency, rememberCurrency } from './preferences';

/** The currency money is shown in; `null` until the reader chooses, so that a plan can speak its own. */
@Injectable({ providedIn: 'root' })
export class Currency {
  private readonly chosen = signal<CurrencyCode | null>(preferredCurrency());
  readonly choice = this.chosen.asReadonly();

  choose(currency: CurrencyCode): void {
    this.chosen.set(currency);
    rememberCurrency(currency);
  }
}
