import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { type InputIssue, issueIn, readScenario } from '@headroom/models';
import { Words } from '../words/words';
import {
  type DraftValue,
  type Path,
  plainValue,
  lineOf,
  pointerTo,
  valueIn,
  withItem,
  withValue,
} from './draft-text';

/**
 * The scenario being edited. Its YAML text is the only truth: the text editor shows it, and the form
 * reads from it and writes into it.
 */
@Injectable()
export class ScenarioDraft {
  private readonly words = inject(Words);
  private readonly written = signal('');
  private readonly stored = signal('');
  /** What the server found wrong with a text; holds for that text only. */
  private readonly refusal = signal<{ text: string; issues: readonly InputIssue[] } | null>(null);

  readonly text = this.written.asReadonly();
  /** The text as the last version has it. */
  readonly storedText = this.stored.asReadonly();
  readonly isDirty = computed(() => this.written() !== this.stored());
  readonly reading = computed(() => readScenario(this.written()));
  readonly issues = computed((): readonly InputIssue[] => {
    const reading = this.reading();
    if (reading.kind === 'invalid') {
      return reading.issues.map((issue) => issueIn(issue, this.words.locale()));
    }
    const refusal = this.refusal();
    return refusal?.text === this.written() ? refusal.issues : [];
  });
  /** Plain data of the text, kept from before while the text is not YAML. */
  readonly value = linkedSignal<string, unknown>({
    source: this.written,
    computation: (text, previous) => plainValue(text) ?? previous?.value ?? {},
  }).asReadonly();
  readonly isYaml = computed(() => plainValue(this.written()) !== null);

  /** Takes a text as the stored one. */
  open(text: string): void {
    this.stored.set(text);
    this.written.set(text);
  }

  /** The server knows more than the schema: names of the catalogue, dates that contradict each other. */
  refuse(issues: readonly InputIssue[]): void {
    const text = this.written();
    const placed = issues.map((issue) => ({
      ...issue,
      line: issue.line ?? lineOf(text, issue.pointer),
    }));
    this.refusal.set({ text, issues: placed });
  }

  /** The text was stored as it is now. */
  markStored(text: string): void {
    this.stored.set(text);
  }

  write(text: string): void {
    this.written.set(text);
  }

  at(path: Path): unknown {
    return valueIn(this.value(), path);
  }

  /** Items of a list; empty where there is none. */
  list(path: Path): readonly unknown[] {
    const value = this.at(path);
    return Array.isArray(value) ? value : [];
  }

  set(path: Path, value: DraftValue | undefined): void {
    this.written.update((text) => withValue(text, path, value));
  }

  add(path: Path, item: DraftValue): void {
    this.written.update((text) => withItem(text, path, item));
  }

  remove(path: Path): void {
    this.set(path, undefined);
  }

  /** What is wrong with a value as a whole, not with anything in it. */
  issueOf(path: Path): InputIssue | undefined {
    const pointer = pointerTo(path);
    return this.issues().find((issue) => issue.pointer === pointer);
  }

  /** What is wrong at a field, itself or anywhere below it. */
  issuesAt(path: Path): readonly InputIssue[] {
    const pointer = pointerTo(path);
    return this.issues().filter(
      (issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`),
    );
  }
}
