import { inject, Injectable } from '@angular/core';
import type {
  NewServingCalibration,
  ServingCalibrationList,
  ServingCalibrationResponse,
} from '@headroom/models';
import { Http } from './http';

const PATH = '/api/v1/serving-calibrations';

@Injectable({ providedIn: 'root' })
export class CalibrationApi {
  private readonly http = inject(Http);

  list(): Promise<ServingCalibrationList> {
    return this.http.get(PATH);
  }
  get(id: string): Promise<ServingCalibrationResponse> {
    return this.http.get(`${PATH}/${id}`);
  }
  keep(made: NewServingCalibration): Promise<ServingCalibrationResponse> {
    return this.http.post(PATH, made);
  }
  setActive(id: string, active: boolean): Promise<ServingCalibrationResponse> {
    return this.http.patch(`${PATH}/${id}`, { active });
  }
  remove(id: string): Promise<void> {
    return this.http.delete(`${PATH}/${id}`);
  }
}

export const calibrationPath = (id: string): string => `${PATH}/${id}`;
