import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { seriesColour, shade } from '../charts/palette';
import { Words } from '../words/words';
import { PlanView } from './plan-view';
import { type Pool, topologyOf } from './replica-topology';

export interface NamedPool extends Pool {
  readonly name: string;
}

/** More units than this look all alike. */
const UNITS_SHOWN = 12;
const CHIPS_SHOWN = 512;

/** How the chips of a replica lie in the units of its system, by parallel group. */
@Component({
  selector: 'hdr-plan-topology',
  template: `
    <h4>{{ heading() }}</h4>
    <ul class="legend small">
      @for (pool of pools(); track $index) {
        <li>
          <span class="key" [style.background]="colour($index, 0)" aria-hidden="true"></span>
          {{ poolText(pool) }}
          @if (pool.pp > 1) {
            · {{ t('topology.stages', { n: pool.pp }) }}
          }
        </li>
      }
    </ul>
    <div class="units" aria-hidden="true">
      @for (unit of shown(); track $index) {
        <div class="unit">
          <span class="small faint">{{
            t('topology.unit', { system: view.systemName(systemId()), n: $index + 1 })
          }}</span>
          <div class="groups">
            @for (group of unit.groups; track $index) {
              <span class="group" [style.--chip]="colour(group.pool, group.stage)">
                @for (chip of chips(group.chips); track $index) {
                  <i></i>
                }
              </span>
            }
            @if (unit.freeChips > 0 && unit.freeChips < chipsPerUnit()) {
              <span class="small faint">{{
                t('topology.free', { n: unit.freeChips, of: chipsPerUnit() })
              }}</span>
            }
          </div>
        </div>
      }
    </div>
    @if (units().length > shown().length) {
      <p class="small faint">{{ t('topology.more', { n: units().length - shown().length }) }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    h4 {
      font-size: 13px;
      font-weight: 500;
    }
    .legend {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 18px;
      color: var(--text-2);
    }
    .key {
      display: inline-block;
      inline-size: 10px;
      block-size: 10px;
      margin-inline-end: 5px;
      border-radius: 3px;
    }
    .units {
      display: flex;
      flex-wrap: wrap;
      gap: 10px;
    }
    .unit {
      display: grid;
      gap: 6px;
      align-content: start;
      max-inline-size: 100%;
      padding: 8px 10px;
      border: 1px solid var(--border-strong);
      border-radius: 8px;
      background: var(--surface-2);
    }
    .groups {
      display: flex;
      flex-wrap: wrap;
      gap: 5px;
      max-inline-size: 620px;
    }
    .group {
      display: flex;
      flex-wrap: wrap;
      gap: 2px;
      max-inline-size: 140px;
      padding: 3px;
      border: 1px solid var(--border);
      border-radius: 5px;
      background: var(--surface);
    }
    i {
      inline-size: 14px;
      block-size: 14px;
      border-radius: 3px;
      background: var(--chip);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanTopology {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  readonly heading = input.required<string>();
  readonly systemId = input.required<string>();
  readonly pools = input.required<readonly NamedPool[]>();

  protected readonly chipsPerUnit = computed(
    () => this.view.plan().fleet.find((l) => l.systemId === this.systemId())?.chipsPerUnit ?? 8,
  );
  protected readonly units = computed(() => topologyOf(this.pools(), this.chipsPerUnit()));
  protected readonly shown = computed(() =>
    this.units().slice(
      0,
      Math.max(1, Math.min(UNITS_SHOWN, Math.floor(CHIPS_SHOWN / this.chipsPerUnit()))),
    ),
  );

  protected colour(pool: number, stage: number): string {
    const isDark = this.view.isDark();
    return shade(seriesColour(pool, isDark), stage, isDark);
  }

  protected chips(count: number): readonly undefined[] {
    return Array.from({ length: count });
  }

  protected poolText({ name, instances, tp, pp, dp }: NamedPool): string {
    const groups = instances * pp * dp;
    return this.t('topology.pool', { name, chips: groups * tp, groups, tp });
  }
}
