import { inject, Injectable } from '@angular/core';
import type { Page, PlanEvent, PlanResponse, PlanSummary } from '@headroom/models';
import { Observable } from 'rxjs';
import { Http } from './http';

@Injectable({ providedIn: 'root' })
export class PlansApi {
  private readonly http = inject(Http);

  request(scenarioId: string, version: number): Promise<PlanSummary> {
    return this.http.post('/api/v1/plans', { scenarioId, version });
  }

  ofScenario(scenarioId: string): Promise<Page<PlanSummary>> {
    return this.http.get('/api/v1/plans', { scenarioId, limit: 20 });
  }

  /** Newest plans of the workspace. */
  recent(limit: number): Promise<Page<PlanSummary>> {
    return this.http.get('/api/v1/plans', { limit });
  }

  one(id: string): Promise<PlanResponse> {
    return this.http.get(`/api/v1/plans/${id}`);
  }

  cancel(id: string): Promise<PlanSummary> {
    return this.http.post(`/api/v1/plans/${id}/cancel`, {});
  }

  /** States of a plan as they happen. Ends in an error when the stream breaks: the caller then asks again. */
  events(id: string): Observable<PlanEvent> {
    return new Observable((subscriber) => {
      const stream = new EventSource(`/api/v1/plans/${id}/events`);
      const tell = (event: MessageEvent<string>) => {
        subscriber.next(JSON.parse(event.data) as PlanEvent);
      };
      stream.addEventListener('message', tell);
      stream.addEventListener('plan', tell);
      stream.addEventListener('error', () => subscriber.error(new Error('stream closed')));
      return () => stream.close();
    });
  }
}
