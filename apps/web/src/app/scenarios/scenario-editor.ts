import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  HostListener,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Router, RouterLink } from '@angular/router';
import type { ScenarioResponse } from '@headroom/models';
import { map } from 'rxjs';
import { toApiError } from '../api/api-error';
import { PlansApi } from '../api/plans-api';
import { ScenariosApi } from '../api/scenarios-api';
import { Session } from '../auth/session';
import { PageTitle } from '../shell/page-title';
import { downloadText, fileName } from '../ui/csv';
import { ErrorNotice } from '../ui/error-notice';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import type { HoldsWork } from '../ui/unsaved-guard';
import { Words } from '../words/words';
import { ScenarioPreview } from './preview/scenario-preview';
import { ScenarioDraft } from './scenario-draft';
import { ScenarioForm } from './scenario-form';
import { ScenarioHistory } from './scenario-history';
import { YamlEditor } from './yaml-editor';

type View = 'form' | 'both' | 'yaml';

/** Form and text of one scenario side by side, over the same draft. */
@Component({
  selector: 'hdr-scenario-editor',
  imports: [
    ErrorNotice,
    Icon,
    Loading,
    RouterLink,
    ScenarioForm,
    ScenarioHistory,
    ScenarioPreview,
    YamlEditor,
  ],
  providers: [ScenarioDraft],
  templateUrl: './scenario-editor.html',
  styleUrl: './scenario-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScenarioEditor implements HoldsWork {
  private readonly api = inject(ScenariosApi);
  private readonly plans = inject(PlansApi);
  private readonly router = inject(Router);
  private readonly snackBar = inject(MatSnackBar);
  private readonly title = inject(PageTitle);
  protected readonly session = inject(Session);
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  readonly id = input.required<string>();
  protected readonly state = new LoadState<ScenarioResponse>();
  protected readonly failure = signal<unknown>(null);
  /** Version somebody else saved while this one was edited. */
  protected readonly conflict = signal<ScenarioResponse | null>(null);
  protected readonly busy = signal<'saving' | 'planning' | null>(null);
  protected readonly showsHistory = signal(false);

  protected readonly isNarrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 1149px)')
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
  private readonly chosenView = signal<View | null>(null);
  protected readonly view = computed((): View => {
    const chosen = this.chosenView();
    return this.isNarrow() ? (chosen === 'yaml' ? 'yaml' : 'form') : (chosen ?? 'both');
  });
  protected readonly views = computed((): readonly View[] =>
    this.isNarrow() ? ['form', 'yaml'] : ['form', 'both', 'yaml'],
  );
  protected readonly isValid = computed(() => this.draft.issues().length === 0);
  private readonly yamlEditor = viewChild(YamlEditor);

  constructor() {
    effect(() => {
      const id = this.id();
      void this.open(id);
    });
    effect(() => {
      const scenario = this.state.value();
      if (scenario !== null) this.title.show(scenario.name);
    });
  }

  /** Keeps the browser from closing the tab over changes that are not stored. */
  @HostListener('window:beforeunload', ['$event'])
  protected warnBeforeClosing(event: BeforeUnloadEvent): void {
    if (this.draft.isDirty()) event.preventDefault();
  }

  @HostListener('window:keydown', ['$event'])
  protected saveByKeyboard(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      void this.save();
    }
  }

  mayLeave(): boolean {
    return !this.draft.isDirty() || confirm(this.t('editor.leave'));
  }

  protected show(view: View): void {
    this.chosenView.set(view);
  }

  protected goTo(line: number | undefined): void {
    if (this.view() === 'form') this.chosenView.set(this.isNarrow() ? 'yaml' : 'both');
    if (line !== undefined) setTimeout(() => this.yamlEditor()?.goTo(line));
  }

  protected async open(id: string): Promise<void> {
    await this.state.load(() => this.api.one(id));
    const scenario = this.state.value();
    if (scenario !== null) this.draft.open(scenario.yaml);
  }

  /** Stores the text as a new version. Answers whether it is stored now. */
  protected async save(): Promise<boolean> {
    const scenario = this.state.value();
    if (scenario === null || this.busy() !== null) return false;
    if (!this.draft.isDirty()) return true;
    this.busy.set('saving');
    const isSaved = await this.saveOver(scenario.version);
    this.busy.set(null);
    return isSaved;
  }

  protected async plan(): Promise<void> {
    if (!(await this.save())) return;
    const scenario = this.state.value();
    if (scenario === null) return;
    this.busy.set('planning');
    this.failure.set(null);
    try {
      const plan = await this.plans.request(scenario.id, scenario.version);
      await this.router.navigate(['/plans', plan.id]);
    } catch (failure) {
      this.tell(failure);
    } finally {
      this.busy.set(null);
    }
  }

  protected takeTheirs(theirs: ScenarioResponse): void {
    this.state.put(theirs);
    this.draft.open(theirs.yaml);
    this.conflict.set(null);
  }

  protected async keepMine(theirs: ScenarioResponse): Promise<void> {
    this.conflict.set(null);
    await this.saveOver(theirs.version);
  }

  protected async loadVersion(version: number): Promise<void> {
    try {
      const { yaml } = await this.api.version(this.id(), version);
      this.draft.write(yaml);
      this.showsHistory.set(false);
    } catch (failure) {
      this.failure.set(failure);
    }
  }

  protected downloadYaml(): void {
    const name = this.state.value()?.name ?? 'scenario';
    downloadText(`${fileName(name)}.yaml`, this.draft.text(), 'application/yaml');
  }

  /** What is wrong with the text is shown at its lines; anything else above it. */
  private tell(failure: unknown): void {
    const { issues } = toApiError(failure);
    if (issues.length > 0) this.draft.refuse(issues);
    if (issues.length === 0 || this.isValid()) this.failure.set(failure);
  }

  private async saveOver(version: number): Promise<boolean> {
    const text = this.draft.text();
    this.failure.set(null);
    try {
      const saved = await this.api.save(this.id(), text, version);
      this.state.put(saved);
      this.draft.markStored(text);
      this.snackBar.open(this.t('editor.saved', { n: saved.version }), undefined, {
        duration: 3000,
      });
      return true;
    } catch (failure) {
      if (toApiError(failure).status === 412) this.conflict.set(await this.api.one(this.id()));
      else this.tell(failure);
      return false;
    }
  }
}
