import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { TrainingFramework } from '@headroom/models';
import { CopyButton } from '../ui/copy-button';
import { Words } from '../words/words';
import { FRAMEWORK_NAMES } from './framework-names';
import { StudyView } from './study-view';

/** The best layout in the words of a framework, to be copied. */
@Component({
  selector: 'hdr-training-flags',
  imports: [CopyButton],
  template: `
    <section class="card" [attr.aria-label]="t('study.flags')">
      <header class="card-head">
        <div class="titles">
          <h2 class="card-title">{{ t('study.flags') }}</h2>
          <p class="small faint">
            <a [href]="shown().sourceUrl" target="_blank" rel="noopener"
              >{{ shown().version }}<span class="visually-hidden">{{ t('table.newTab') }}</span></a
            >
          </p>
        </div>
        <div class="actions">
          @if (view.study().flags.length > 1) {
            <select
              #box
              class="input pick"
              [attr.aria-label]="t('study.framework')"
              (change)="pick(box.value)"
            >
              @for (flags of view.study().flags; track flags.framework) {
                <option [value]="flags.framework" [selected]="flags === shown()">
                  {{ NAMES[flags.framework] }}
                </option>
              }
            </select>
          }
          <div class="segmented" role="group" [attr.aria-label]="t('study.flagsAs')">
            <button type="button" [attr.aria-pressed]="!asFile()" (click)="asFile.set(false)">
              {{ t('study.shell') }}
            </button>
            <button type="button" [attr.aria-pressed]="asFile()" (click)="asFile.set(true)">
              {{ shown().fileName }}
            </button>
          </div>
          <hdr-copy-button [text]="text()" />
        </div>
      </header>
      @if (shown().notes.length > 0) {
        <ul class="notes">
          @for (note of shown().notes; track note.code) {
            <li>{{ view.text(note) }}</li>
          }
        </ul>
      }
      <pre tabindex="0" [attr.aria-label]="t('study.flags')"><code>{{ text() }}</code></pre>
    </section>
  `,
  styles: `
    pre {
      margin: 0;
      padding: 14px 16px;
      overflow-x: auto;
      font-size: 12.5px;
      line-height: 1.55;
    }
    .pick {
      inline-size: 150px;
      block-size: 28px;
      font-size: 12.5px;
      background-position:
        calc(100% - 16px) 12px,
        calc(100% - 12px) 12px;
    }
    .notes {
      padding: 10px 16px 0 34px;
      list-style: disc;
      color: var(--text-2);
      font-size: 12.5px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrainingFlags {
  protected readonly view = inject(StudyView);
  protected readonly t = inject(Words).t;
  protected readonly NAMES = FRAMEWORK_NAMES;
  protected readonly asFile = signal(false);
  private readonly picked = signal<TrainingFramework | null>(null);

  protected readonly shown = computed(() => {
    const { flags } = this.view.study();
    const shown = flags.find(({ framework }) => framework === this.picked()) ?? flags[0];
    if (shown === undefined) throw new Error('The study has no flags.');
    return shown;
  });
  protected readonly text = computed(() =>
    this.asFile() ? this.shown().file : this.shown().shell,
  );

  protected pick(name: string): void {
    const found = this.view.study().flags.find(({ framework }) => framework === name);
    if (found !== undefined) this.picked.set(found.framework);
  }
}
