import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Words } from '../words/words';
import { EXAMPLES } from './example-scenarios';
import { NewScenarios } from './new-scenarios';

/** The scenarios that come with the product; choosing one makes it one's own and opens it. */
@Component({
  selector: 'hdr-example-cards',
  template: `
    <section aria-labelledby="examples">
      <div class="section-head">
        <h2 id="examples">{{ t('scenario.fromExample') }}</h2>
        <p class="muted small">{{ t('scenario.exampleText') }}</p>
      </div>
      <ul>
        @for (example of examples; track example.file) {
          <li>
            <button
              type="button"
              class="example"
              [disabled]="scenarios.busy()"
              (click)="scenarios.fromExample(example)"
            >
              <strong>{{ t(example.title) }}</strong>
              <span>{{ t(example.text) }}</span>
            </button>
          </li>
        }
      </ul>
    </section>
  `,
  styles: `
    .section-head {
      display: grid;
      gap: 2px;
      margin-block-end: 10px;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
      gap: 12px;
    }
    li {
      display: grid;
    }
    .example {
      display: grid;
      gap: 4px;
      align-content: start;
      padding: 14px 16px;
      border: 1px solid var(--border);
      border-radius: var(--radius);
      background: var(--surface);
      box-shadow: var(--shadow-1);
      text-align: start;
      cursor: pointer;
      transition: border-color 0.12s;

      strong {
        font-weight: 500;
      }
      span {
        color: var(--text-2);
        font-size: 13px;
      }
      &:hover:not(:disabled) {
        border-color: var(--accent);
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExampleCards {
  protected readonly scenarios = inject(NewScenarios);
  protected readonly t = inject(Words).t;
  protected readonly examples = EXAMPLES;
}
