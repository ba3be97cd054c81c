import { Injectable } from '@nestjs/common';
import type { TrainingStudy, TrainingStudyRequest } from '@headroom/models';
import { EngineThreads } from '../engine-threads/engine-threads';
import { DomainError } from '../http/domain-error';

const ISO_DAY_LENGTH = 10;

/** Studies training runs; the answer follows from the question, the catalogue and the day, so it needs no tenant. */
@Injectable()
export class TrainingStudiesService {
  constructor(private readonly engine: EngineThreads) {}

  /** @throws DomainError `training/not-valid` for names the catalogue does not have and goals without tokens */
  async study(request: TrainingStudyRequest): Promise<TrainingStudy> {
    const today = new Date().toISOString().slice(0, ISO_DAY_LENGTH);
    const answer = await this.engine.ask('training-study', { request, today });
    if (!('kind' in answer)) return answer;
    const { code, message } = answer.excuse;
    throw new DomainError('training/not-valid', message.text, [
      { code, pointer: answer.pointer, detail: message.text },
    ]);
  }
}
