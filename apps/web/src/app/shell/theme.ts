import { computed, effect, Injectable, signal } from '@angular/core';
import { preferredTheme, rememberTheme, type ThemeChoice } from './preferences';

/** Light, dark, or as the system says. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly systemIsDark = signal(false);
  private readonly chosen = signal<ThemeChoice>(preferredTheme());

  readonly choice = this.chosen.asReadonly();
  readonly isDark = computed(() =>
    this.chosen() === 'system' ? this.systemIsDark() : this.chosen() === 'dark',
  );

  constructor() {
    const system =
      typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;
    if (system !== null) {
      this.systemIsDark.set(system.matches);
      system.addEventListener('change', (change) => this.systemIsDark.set(change.matches));
    }
    effect(() => {
      const choice = this.chosen();
      if (choice === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = choice;
    });
  }

  choose(choice: ThemeChoice): void {
    this.chosen.set(choice);
    rememberTheme(choice);
  }
}
