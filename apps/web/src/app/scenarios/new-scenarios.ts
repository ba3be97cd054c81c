import { inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { ScenariosApi } from '../api/scenarios-api';
import { Words } from '../words/words';
import { type ExampleScenario, ExampleScenarios } from './example-scenarios';
import { blankScenario } from './new-items';

/** Makes scenarios and opens the one made; a page provides its own, for what fails is told on it. */
@Injectable()
export class NewScenarios {
  private readonly api = inject(ScenariosApi);
  private readonly examples = inject(ExampleScenarios);
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  private readonly working = signal(false);
  private readonly failed = signal<unknown>(null);

  readonly busy = this.working.asReadonly();
  readonly failure = this.failed.asReadonly();

  async blank(): Promise<void> {
    const month = new Date().toISOString().slice(0, 7);
    await this.create(async () => blankScenario(this.words.t('scenario.new'), month));
  }

  async fromExample(example: ExampleScenario): Promise<void> {
    await this.create(() => this.examples.text(example));
  }

  /** Stores the text and opens the scenario; a failure is kept in `failure`. */
  async create(text: () => Promise<string>): Promise<void> {
    this.working.set(true);
    this.failed.set(null);
    try {
      const scenario = await this.api.create(await text());
      await this.router.navigate(['/scenarios', scenario.id]);
    } catch (failure) {
      this.failed.set(failure);
    } finally {
      this.working.set(false);
    }
  }
}
