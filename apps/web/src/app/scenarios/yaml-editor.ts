import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { InputIssue } from '@headroom/models';
import { tags } from '@lezer/highlight';
import { Words } from '../words/words';
import { textChange } from './draft-text';
import { yamlHelp } from './yaml-help';

/** Marks changes that come from outside, so that they are not told back. */
const fromOutside = Annotation.define<boolean>();

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--yaml-key)' },
  { tag: [tags.string, tags.content], color: 'var(--yaml-text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--yaml-value)' },
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
  {
    tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace],
    color: 'var(--text-3)',
  },
]);

/** The text of a scenario with line numbers, folding, undo, and marks where something is wrong. */
@Component({
  selector: 'hdr-yaml-editor',
  template: '<div #host class="host"></div>',
  styleUrl: './yaml-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class YamlEditor {
  readonly text = input.required<string>();
  readonly issues = input.required<readonly InputIssue[]>();
  readonly label = input.required<string>();
  readonly textWritten = output<string>();

  private readonly words = inject(Words);
  private readonly host = viewChild.required<ElementRef<HTMLElement>>('host');
  private readonly view = signal<EditorView | null>(null);

  constructor() {
    afterNextRender(() => this.view.set(this.createView()));
    inject(DestroyRef).onDestroy(() => this.view()?.destroy());

    effect(() => {
      const [view, text] = [this.view(), this.text()];
      const shown = view?.state.doc.toString();
      if (view === null || shown === undefined || shown === text) return;
      view.dispatch({ changes: textChange(shown, text), annotations: fromOutside.of(true) });
    });
    effect(() => {
      const view = this.view();
      const issues = this.issues();
      if (view === null) return;
      const found = issues.map((issue) => diagnosticOf(issue, view.state.doc));
      view.dispatch(setDiagnostics(view.state, found));
    });
  }

  /** Brings a line into view and puts the cursor there. */
  goTo(line: number): void {
    const view = this.view();
    if (view === null) return;
    const at = view.state.doc.line(Math.min(line, view.state.doc.lines)).from;
    view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: 'center' }),
    });
    view.focus();
  }

  private createView(): EditorView {
    return new EditorView({
      parent: this.host().nativeElement,
      state: EditorState.create({
        doc: this.text(),
        extensions: [
          lineNumbers(),
          lintGutter(),
          foldGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          syntaxHighlighting(COLOURS),
          yaml(),
          yamlHelp(() => this.words.locale()),
          EditorState.tabSize.of(2),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': this.label(), tabindex: '0' }),
          // Escape, then Tab, leaves the editor: CodeMirror's way out for keyboards.
          keymap.of([
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...foldKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            const isOurs = update.transactions.some((tr) => tr.annotation(fromOutside) === true);
            if (update.docChanged && !isOurs) this.textWritten.emit(update.state.doc.toString());
          }),
        ],
      }),
    });
  }
}

/** Marks an issue from its column to the end of its line. */
function diagnosticOf(issue: InputIssue, text: Text): Diagnostic {
  const line = text.line(Math.min(Math.max(1, issue.line ?? 1), text.lines));
  const from = Math.min(line.from + Math.max(0, (issue.column ?? 1) - 1), line.to);
  const nearest = issue.nearest?.length ? ` → ${issue.nearest.join(', ')}?` : '';
  const expected = issue.expected === undefined ? '' : ` (${issue.expected})`;
  return { from, to: line.to, severity: 'error', message: `${issue.detail}${expected}${nearest}` };
}
