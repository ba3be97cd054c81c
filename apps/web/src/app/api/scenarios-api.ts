import { inject, Injectable } from '@angular/core';
import type {
  Page,
  ScenarioResponse,
  ScenarioSummary,
  ScenarioVersionSummary,
} from '@headroom/models';
import { Http } from './http';

@Injectable({ providedIn: 'root' })
export class ScenariosApi {
  private readonly http = inject(Http);

  list(): Promise<ScenarioSummary[]> {
    return this.http.all('/api/v1/scenarios');
  }

  one(id: string): Promise<ScenarioResponse> {
    return this.http.get(`/api/v1/scenarios/${id}`);
  }

  create(yaml: string): Promise<ScenarioResponse> {
    return this.http.post('/api/v1/scenarios', { yaml });
  }

  /** Saves a new version; 412 when somebody saved another one since `version`. */
  save(id: string, yaml: string, version: number): Promise<ScenarioResponse> {
    return this.http.put(`/api/v1/scenarios/${id}`, { yaml }, version);
  }

  remove(id: string): Promise<void> {
    return this.http.delete(`/api/v1/scenarios/${id}`);
  }

  versions(id: string): Promise<Page<ScenarioVersionSummary>> {
    return this.http.get(`/api/v1/scenarios/${id}/versions`, { limit: 50 });
  }

  version(id: string, version: number): Promise<ScenarioResponse> {
    return this.http.get(`/api/v1/scenarios/${id}/versions/${version}`);
  }
}
