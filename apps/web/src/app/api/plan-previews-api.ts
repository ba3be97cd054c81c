import { inject, Injectable } from '@angular/core';
import type { PlanPreview } from '@headroom/models';
import { Http } from './http';

@Injectable({ providedIn: 'root' })
export class PlanPreviewsApi {
  private readonly http = inject(Http);

  /** What the plan of a scenario comes to, without storing anything. */
  of(yaml: string, signal: AbortSignal): Promise<PlanPreview> {
    return this.http.ask('/api/v1/plan-previews', { yaml }, signal);
  }
}
