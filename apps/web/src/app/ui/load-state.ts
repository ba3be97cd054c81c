import { signal, type Signal } from '@angular/core';

/** Something asked of the API: not there yet, there, or failed. */
export class LoadState<T> {
  private readonly loaded = signal<T | null>(null);
  private readonly failed = signal<unknown>(null);
  private readonly waiting = signal(false);
  private turn = 0;

  readonly value: Signal<T | null> = this.loaded.asReadonly();
  readonly failure: Signal<unknown> = this.failed.asReadonly();
  readonly isWaiting: Signal<boolean> = this.waiting.asReadonly();

  /** Asks; an answer that a later question overtook is dropped. Failures are kept, not thrown. */
  async load(ask: () => Promise<T>): Promise<void> {
    const turn = ++this.turn;
    this.waiting.set(true);
    this.failed.set(null);
    try {
      const value = await ask();
      if (turn === this.turn) this.loaded.set(value);
    } catch (failure) {
      if (turn === this.turn) this.failed.set(failure);
    } finally {
      if (turn === this.turn) this.waiting.set(false);
    }
  }

  /** Replaces what was loaded, such as after a change was stored. */
  put(value: T): void {
    this.loaded.set(value);
  }
}
