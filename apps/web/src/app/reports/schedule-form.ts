import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import type {
  CreateReportScheduleRequest,
  Locale,
  ReportScheduleResponse,
  ScenarioSummary,
} from '@headroom/models';
import { Words } from '../words/words';
import { readRecipients } from './recipients';
import { cronOf, LAST_SAFE_DAY, readRhythm, type Rhythm, RHYTHMS, type RhythmKind } from './rhythm';
import { RhythmText } from './rhythm-text';

const FIRST_CRON = '0 8 * * 1';
/** Zones named at most under the field while typing. */
const SHOWN_ZONES = 50;

/** The fields of a report schedule. */
@Component({
  selector: 'hdr-schedule-form',
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatOption],
  templateUrl: './schedule-form.html',
  styleUrl: './schedule-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScheduleForm {
  private readonly words = inject(Words);
  private readonly rhythms = inject(RhythmText);
  protected readonly t = this.words.t;

  /** The schedule being changed; `null` for a new one. */
  readonly schedule = input.required<ReportScheduleResponse | null>();
  readonly scenarios = input.required<readonly ScenarioSummary[]>();
  readonly busy = input(false);
  readonly submitted = output<CreateReportScheduleRequest>();

  protected readonly name = linkedSignal(() => this.schedule()?.name ?? '');
  protected readonly scenarioId = linkedSignal(
    () => this.schedule()?.scenarioId ?? this.scenarios()[0]?.id ?? '',
  );
  protected readonly rhythm = linkedSignal(() => readRhythm(this.schedule()?.cron ?? FIRST_CRON));
  protected readonly timeZone = linkedSignal(
    () => this.schedule()?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
  protected readonly recipients = linkedSignal(() => this.schedule()?.recipients.join('\n') ?? '');
  protected readonly locale = linkedSignal<Locale>(
    () => this.schedule()?.locale ?? this.words.locale(),
  );
  protected readonly currency = linkedSignal<'USD' | 'CNY'>(
    () => this.schedule()?.currency ?? (this.words.isChinese() ? 'CNY' : 'USD'),
  );
  protected readonly enabled = linkedSignal(() => this.schedule()?.enabled ?? true);
  protected readonly wantedZone = signal('');

  protected readonly kinds = RHYTHMS;
  protected readonly days = Array.from({ length: LAST_SAFE_DAY }, (_, index) => index + 1);
  protected readonly weekdays = computed(() =>
    [1, 2, 3, 4, 5, 6, 0].map((value) => ({ value, name: this.rhythms.weekday(value, 'long') })),
  );
  private readonly allZones = Intl.supportedValuesOf('timeZone');
  protected readonly zones = computed(() => {
    const wanted = this.wantedZone().trim().toLowerCase().replaceAll(' ', '_');
    return this.allZones
      .filter((zone) => zone.toLowerCase().includes(wanted))
      .slice(0, SHOWN_ZONES);
  });
  protected readonly read = computed(() => readRecipients(this.recipients()));
  protected readonly isComplete = computed(
    () =>
      this.name().trim() !== '' &&
      this.scenarioId() !== '' &&
      this.read().addresses.length > 0 &&
      this.read().bad.length === 0 &&
      cronOf(this.rhythm()).split(/\s+/).length === 5,
  );

  protected kindWord(kind: RhythmKind) {
    return `report.every.${kind}` as const;
  }

  protected changeKind(chosen: string): void {
    const kind = RHYTHMS.find((known) => known === chosen);
    // The expression shown first is the one chosen before, to be refined.
    if (kind !== undefined) this.rhythm.update((r) => ({ ...r, kind, cron: cronOf(r) }));
  }

  protected change(changes: Partial<Rhythm>): void {
    this.rhythm.update((rhythm) => ({ ...rhythm, ...changes }));
  }

  protected speak(chosen: string): void {
    this.locale.set(chosen === 'zh-CN' ? 'zh-CN' : 'en');
  }

  protected pay(chosen: string): void {
    this.currency.set(chosen === 'CNY' ? 'CNY' : 'USD');
  }

  protected submit(event: Event): void {
    event.preventDefault();
    this.submitted.emit({
      name: this.name().trim(),
      scenarioId: this.scenarioId(),
      cron: cronOf(this.rhythm()),
      timeZone: this.timeZone().trim(),
      recipients: this.read().addresses,
      locale: this.locale(),
      currency: this.currency(),
      enabled: this.enabled(),
    });
  }
}
