import { inject, Injectable, signal } from '@angular/core';
import { CatalogApi } from '../api/catalog-api';

/** A name a scenario may use, with what helps to recognise it. */
export interface NameOption {
  value: string;
  label: string;
  note: string;
}

/** Kinds of names the form completes. */
export type NameKind = 'model' | 'chip' | 'system' | 'vendor' | 'region';

/** Names of the catalogue for completing fields; loaded once. Without them a field still takes any text. */
@Injectable({ providedIn: 'root' })
export class CatalogNames {
  private readonly api = inject(CatalogApi);
  private readonly names = signal<Readonly<Record<NameKind, readonly NameOption[]>>>({
    model: [],
    chip: [],
    system: [],
    vendor: [],
    region: [],
  });
  private isAsked = false;

  /** Starts loading where that has not happened. A failure leaves the fields without suggestions. */
  load(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    this.fetch().catch((failure: unknown) => {
      this.isAsked = false;
      reportError(failure);
    });
  }

  /** Up to `most` names that contain what was typed, those that begin with it first. */
  matching(kind: NameKind, typed: string, most = 40): NameOption[] {
    const wanted = typed.trim().toLowerCase();
    const rank = (option: NameOption) => {
      const at = `${option.value} ${option.label}`.toLowerCase().indexOf(wanted);
      return at === 0 ? 0 : at > 0 ? 1 : 2;
    };
    return this.names()
      [kind].map((option) => ({ option, rank: rank(option) }))
      .filter((x) => x.rank < 2)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most)
      .map((x) => x.option);
  }

  private async fetch(): Promise<void> {
    const [chips, systems, models, regions] = await Promise.all([
      this.api.chips(),
      this.api.systems(),
      this.api.models(),
      this.api.regions(),
    ]);
    const vendors = [...new Set(chips.map((chip) => chip.vendor))].sort();
    this.names.set({
      model: models.map((m) => ({
        value: m.id,
        label: m.name,
        note: `${m.totalParamsB}B${m.activeParamsB < m.totalParamsB ? ` · A${m.activeParamsB}B` : ''}`,
      })),
      chip: chips.map((c) => ({ value: c.id, label: c.name, note: c.vendor })),
      system: systems.map((s) => ({ value: s.id, label: s.name, note: s.vendor })),
      vendor: vendors.map((vendor) => ({ value: vendor, label: vendor, note: '' })),
      region: regions.map((r) => ({ value: r.id, label: r.name, note: r.country })),
    });
  }
}
