import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { PlanPreview } from '@headroom/models';
import { toApiError } from '../../api/api-error';
import { PlanPreviewsApi } from '../../api/plan-previews-api';
import { ScenarioDraft } from '../scenario-draft';

/** Typing pauses for this long before figures are asked for. */
const PAUSE_MS = 400;

/** What came of asking for the figures of a text. */
type Answer =
  | { readonly kind: 'told'; readonly preview: PlanPreview }
  /** Too much for a preview. */
  | { readonly kind: 'late' }
  /** Mistakes only the server sees; they are told at their lines. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly failure: unknown };

/** Where the figures of the text as it is now stand. */
export type PreviewState = Answer | { readonly kind: 'calculating' } | { readonly kind: 'waiting' };

/**
 * Keeps figures beside the scenario being edited: of its text once typing pauses, and of the version stored last, to tell
 * what a change changes. One request at a time; what is written meanwhile ends it.
 */
@Injectable()
export class PreviewStore {
  private readonly api = inject(PlanPreviewsApi);
  private readonly draft = inject(ScenarioDraft);
  private readonly answers = signal<ReadonlyMap<string, Answer>>(new Map());
  /** Figures to go on showing while those of a newer text are not there. */
  private readonly before = signal<PlanPreview | null>(null);
  private request = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  private readonly isReadable = computed(() => this.draft.reading().kind !== 'invalid');
  /** The text to ask about next: the one being written, then the one stored. */
  private readonly wanted = computed(() => {
    const [text, stored] = [this.draft.text(), this.draft.storedText()];
    const answers = this.answers();
    if (this.isReadable() && !answers.has(text)) return text;
    return stored === '' || stored === text || answers.has(stored) ? null : stored;
  });

  readonly state = computed((): PreviewState => {
    const answer = this.answers().get(this.draft.text());
    if (answer !== undefined) return answer;
    return { kind: this.isReadable() ? 'calculating' : 'waiting' };
  });
  /** Newest figures there are; `null` before the first. */
  readonly shown = computed(() => {
    const state = this.state();
    return state.kind === 'told' ? state.preview : this.before();
  });
  /** Whether the figures shown are of an older text. */
  readonly isStale = computed(() => this.state().kind !== 'told');
  /** Figures of the version stored last, while the text differs from it. */
  readonly stored = computed((): PlanPreview | null => {
    if (!this.draft.isDirty()) return null;
    const answer = this.answers().get(this.draft.storedText());
    return answer?.kind === 'told' ? answer.preview : null;
  });

  constructor() {
    effect((onCleanup) => {
      const text = this.wanted();
      untracked(() => this.askSoon(text));
      onCleanup(() => this.stop());
    });
  }

  /** Forgets the figures of another scenario. */
  startOver(): void {
    this.answers.set(new Map());
    this.before.set(null);
  }

  /** Asks once more about a text whose figures could not be had. */
  retry(): void {
    const text = this.draft.text();
    this.answers.update((answers) => new Map([...answers].filter(([of]) => of !== text)));
  }

  private askSoon(text: string | null): void {
    if (text === null) return;
    const isStored = text === this.draft.storedText();
    this.request = new AbortController();
    const { signal } = this.request;
    this.timer = setTimeout(() => void this.ask(text, signal), isStored ? 0 : PAUSE_MS);
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.request.abort();
  }

  private async ask(text: string, aborted: AbortSignal): Promise<void> {
    let answer: Answer;
    try {
      answer = { kind: 'told', preview: await this.api.of(text, aborted) };
    } catch (failure) {
      if (aborted.aborted) return;
      answer = this.answerOf(text, failure);
    }
    if (!aborted.aborted) this.keep(text, answer);
  }

  private answerOf(text: string, failure: unknown): Answer {
    const { code, issues } = toApiError(failure);
    if (code === 'engine/preview-late') return { kind: 'late' };
    if (issues.length === 0) return { kind: 'failed', failure };
    if (text === this.draft.text()) this.draft.refuse(issues);
    return { kind: 'refused' };
  }

  /** Of all texts there were, only the stored one's figures and the newest are ever looked at again. */
  private keep(text: string, answer: Answer): void {
    const stored = this.draft.storedText();
    const ofStored = this.answers().get(stored);
    if (answer.kind === 'told' && text === this.draft.text()) this.before.set(answer.preview);
    const ofText = this.answers().get(this.draft.text());
    this.answers.set(
      new Map([
        ...(ofStored === undefined ? [] : [[stored, ofStored] as const]),
        ...(ofText === undefined ? [] : [[this.draft.text(), ofText] as const]),
        [text, answer],
      ]),
    );
  }
}
