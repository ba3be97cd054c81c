import { inject, Injectable } from '@angular/core';
import type { PlanComparison } from '@headroom/models';
import { Http } from './http';

@Injectable({ providedIn: 'root' })
export class ComparisonsApi {
  private readonly http = inject(Http);

  /** Two plans side by side; with `causes`, why the cost moved, which takes a plan for each change. */
  between(from: string, to: string, causes: boolean): Promise<PlanComparison> {
    return this.http.get('/api/v1/comparisons', { from, to, causes: String(causes) });
  }
}
