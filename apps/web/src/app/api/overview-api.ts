import { inject, Injectable } from '@angular/core';
import type { Overview } from '@headroom/models';
import { Http } from './http';

@Injectable({ providedIn: 'root' })
export class OverviewApi {
  private readonly http = inject(Http);

  read(): Promise<Overview> {
    return this.http.get('/api/v1/overview');
  }
}
