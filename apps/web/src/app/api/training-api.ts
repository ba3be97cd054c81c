import { inject, Injectable } from '@angular/core';
import type { TrainingStudy, TrainingStudyRequest } from '@headroom/models';
import { Http } from './http';

@Injectable({ providedIn: 'root' })
export class TrainingApi {
  private readonly http = inject(Http);

  /** What a training run takes; answered at once. */
  study(request: TrainingStudyRequest): Promise<TrainingStudy> {
    return this.http.post('/api/v1/training-studies', request);
  }
}
