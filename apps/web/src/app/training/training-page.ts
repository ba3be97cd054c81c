import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import {
  trainingFramework,
  trainingMethod,
  trainingOptimizer,
  trainingPrecision,
  type TrainingFramework,
  type TrainingMethod,
  type TrainingStudy,
} from '@headroom/models';
import { TrainingApi } from '../api/training-api';
import { CatalogStore } from '../catalog/catalog-store';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { addressOf, formAt } from '../ui/form-address';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Words } from '../words/words';
import { FRAMEWORK_NAMES } from './framework-names';
import {
  FIRST_FORM,
  type FormField,
  GOAL_KINDS,
  type GoalKind,
  NETWORK_STUDIES,
  readForm,
  type StudyForm,
  takesTokens,
} from './study-form';
import { StudyView } from './study-view';
import { TrainingField } from './training-field';
import { TrainingResult } from './training-result';

const ISO_DAY_LENGTH = 10;

/** One training run: ask on the left, read the answer below. */
@Component({
  selector: 'hdr-training-page',
  imports: [EmptyState, ErrorNotice, Icon, Loading, TrainingField, TrainingResult],
  providers: [StudyView],
  templateUrl: './training-page.html',
  styleUrl: './training-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrainingPage {
  private readonly api = inject(TrainingApi);
  private readonly catalog = inject(CatalogStore);
  private readonly view = inject(StudyView);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly t = inject(Words).t;

  protected readonly goals = GOAL_KINDS;
  protected readonly methods = trainingMethod.options;
  protected readonly frameworks = trainingFramework.options;
  /** Lists of words that mean the same in every language. */
  protected readonly choices = [
    {
      field: 'precision',
      word: 'f.precision',
      empty: 'editor.default',
      options: trainingPrecision.options,
    },
    {
      field: 'optimizer',
      word: 'study.optimizer',
      empty: 'editor.default',
      options: trainingOptimizer.options,
    },
    {
      field: 'recompute',
      word: 'f.recompute',
      empty: 'editor.default',
      options: ['none', 'selective', 'full'],
    },
    {
      field: 'network',
      word: 'study.networkAsk',
      empty: 'study.networkNone',
      options: NETWORK_STUDIES,
    },
  ] as const;

  protected readonly form = signal<StudyForm>(FIRST_FORM);
  protected readonly wrong = signal<readonly FormField[]>([]);
  protected readonly answer = new LoadState<TrainingStudy>();
  protected readonly switches = computed(() => [
    { field: 'offload' as const, word: 'study.offload' as const },
    { field: 'estimates' as const, word: 'study.estimates' as const },
    ...(this.form().method === 'rl'
      ? [{ field: 'rollout' as const, word: 'study.rollout' as const }]
      : []),
  ]);
  protected readonly takesTokens = computed(() => takesTokens(this.form().goal));
  protected readonly models = computed(() =>
    [...(this.catalog.list('models').value() ?? [])].sort((a, b) => a.name.localeCompare(b.name)),
  );
  protected readonly systems = computed(() => {
    const chosen = new Set(this.form().systems);
    return (this.catalog.list('systems').value() ?? [])
      .filter(({ id, chipId, kind }) => chipId !== null && kind !== 'cluster' && !chosen.has(id))
      .sort((a, b) => a.name.localeCompare(b.name));
  });
  protected readonly chosenSystems = computed(() => {
    const names = new Map((this.catalog.list('systems').value() ?? []).map((s) => [s.id, s.name]));
    return this.form().systems.map((id) => ({ id, name: names.get(id) ?? id }));
  });

  constructor() {
    void this.catalog.load('models');
    void this.catalog.load('systems');
    const asked = formAt(this.route.snapshot.queryParamMap, FIRST_FORM);
    if (asked === null) return;
    // An address can be written by hand: a goal nobody knows is no goal.
    const goal = GOAL_KINDS.find((kind) => kind === asked.goal) ?? FIRST_FORM.goal;
    this.form.set({ ...asked, goal });
    void this.answerForm();
  }

  protected set<F extends FormField>(field: F, value: StudyForm[F]): void {
    this.form.update((form) => ({ ...form, [field]: value }));
    this.wrong.update((fields) => fields.filter((name) => name !== field));
  }

  /** Sets a field that a list of words fills; the list has only words the field may hold. */
  protected choose(field: FormField, value: string): void {
    this.form.update((form) => ({ ...form, [field]: value }));
  }

  protected addSystem(box: HTMLSelectElement): void {
    if (box.value !== '') this.set('systems', [...this.form().systems, box.value]);
    box.value = '';
  }

  protected removeSystem(id: string): void {
    this.set(
      'systems',
      this.form().systems.filter((name) => name !== id),
    );
  }

  protected goalWord(kind: GoalKind) {
    return `study.goal.${kind}` as const;
  }

  protected methodWord(method: TrainingMethod) {
    return `study.method.${method}` as const;
  }

  protected frameworkName(name: TrainingFramework): string {
    return FRAMEWORK_NAMES[name];
  }

  protected isWrong(field: FormField): boolean {
    return this.wrong().includes(field);
  }

  /** Keeps the question in the address, which can be shared, and asks it. */
  protected async ask(): Promise<void> {
    await this.router.navigate([], {
      queryParams: addressOf(this.form(), FIRST_FORM),
      replaceUrl: true,
    });
    await this.answerForm();
  }

  private async answerForm(): Promise<void> {
    const read = readForm(this.form(), new Date().toISOString().slice(0, ISO_DAY_LENGTH));
    if (read.kind === 'wrong') {
      this.wrong.set(read.fields);
      return;
    }
    this.wrong.set([]);
    await this.answer.load(() => this.api.study(read.request));
    const study = this.answer.value();
    if (study !== null && this.answer.failure() === null) this.view.show(study);
  }
}
