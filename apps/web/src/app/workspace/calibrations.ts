import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import {
  MOST_CALIBRATION_CHARACTERS,
  type ServingCalibrationResponse,
  type ServingCalibrationSummary,
} from '@headroom/models';
import { CalibrationApi, calibrationPath } from '../api/calibration-api';
import { Session } from '../auth/session';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Undo } from '../ui/undo';
import { Words } from '../words/words';
import { CalibrationChange } from './calibration-change';

/** Own measured runs: bring them, see what they change, have plans use them. */
@Component({
  selector: 'hdr-calibrations',
  imports: [CalibrationChange, EmptyState, ErrorNotice, Icon, Loading],
  templateUrl: './calibrations.html',
  styleUrl: './api-keys.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Calibrations {
  private readonly api = inject(CalibrationApi);
  private readonly undo = inject(Undo);
  protected readonly session = inject(Session);
  protected readonly format = inject(Format).current;
  protected readonly t = inject(Words).t;

  protected readonly state = new LoadState<ServingCalibrationSummary[]>();
  private readonly removed = signal<ReadonlySet<string>>(new Set());
  protected readonly kept = computed(() =>
    (this.state.value() ?? []).filter(({ id }) => !this.removed().has(id)),
  );
  protected readonly mayWrite = computed(() => this.session.may('scenarios:write'));

  protected readonly isOpen = signal(false);
  protected readonly name = signal('');
  protected readonly runs = signal('');
  /** The file last chosen is too long to be taken. */
  protected readonly isTooLong = signal(false);
  protected readonly useNow = signal(true);
  protected readonly busy = signal(false);
  protected readonly failure = signal<unknown>(null);
  protected readonly shown = signal<ServingCalibrationResponse | null>(null);

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.state.load(async () => (await this.api.list()).items);
  }

  protected async read(files: FileList | null): Promise<void> {
    const file = files?.[0];
    if (file === undefined) return;
    // A field with tens of megabytes in it would stop the page.
    this.isTooLong.set(file.size > MOST_CALIBRATION_CHARACTERS);
    if (this.isTooLong()) return;
    this.runs.set(await file.text());
    if (this.name().trim() === '') this.name.set(file.name.replace(/\.\w+$/, ''));
  }

  protected keep(): Promise<void> {
    return this.carryOut(async () => {
      const made = await this.api.keep({
        name: this.name().trim(),
        runs: this.runs(),
        activate: this.useNow(),
      });
      this.isOpen.set(false);
      this.name.set('');
      this.runs.set('');
      return made;
    });
  }

  protected show(id: string): Promise<void> {
    return this.carryOut(() => this.api.get(id));
  }

  protected setActive(id: string, active: boolean): Promise<void> {
    return this.carryOut(() => this.api.setActive(id, active));
  }

  protected remove({ id }: ServingCalibrationSummary): void {
    this.removed.update((ids) => new Set([...ids, id]));
    if (this.shown()?.id === id) this.shown.set(null);
    this.undo.remove({
      said: this.t('calibration.removed'),
      path: calibrationPath(id),
      carryOut: () => this.api.remove(id),
      putBack: () => this.removed.update((ids) => new Set([...ids].filter((one) => one !== id))),
    });
  }

  private async carryOut(action: () => Promise<ServingCalibrationResponse>): Promise<void> {
    this.busy.set(true);
    this.failure.set(null);
    try {
      this.shown.set(await action());
      await this.load();
    } catch (failure) {
      this.failure.set(failure);
    } finally {
      this.busy.set(false);
    }
  }
}
