import { inject, Injectable } from '@angular/core';
import type { DeploymentSearchAnswer, DeploymentSearchRequest } from '@headroom/models';
import { Http } from './http';

@Injectable({ providedIn: 'root' })
export class DeploymentsApi {
  private readonly http = inject(Http);

  search(request: DeploymentSearchRequest): Promise<DeploymentSearchAnswer> {
    return this.http.ask('/api/v1/deployment-searches', request);
  }
}
