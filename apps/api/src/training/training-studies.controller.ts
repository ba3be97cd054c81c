import { Body, Controller, Post } from '@nestjs/common';
import {
  type TrainingStudy,
  type TrainingStudyRequest,
  trainingStudy,
  trainingStudyRequest,
} from '@headroom/models';
import { Endpoint } from '../http/endpoint';
import { parse } from '../http/zod-pipe';
import { TrainingStudiesService } from './training-studies.service';

@Controller('training-studies')
export class TrainingStudiesController {
  constructor(private readonly studies: TrainingStudiesService) {}

  @Post()
  @Endpoint({
    summary:
      'What a training run takes: layouts, time, memory, failures, cost, and why not elsewhere',
    access: 'plans:read',
    asksEngine: true,
    returns: trainingStudy,
    problems: ['training/not-valid', 'engine/busy'],
  })
  study(@Body(parse(trainingStudyRequest)) request: TrainingStudyRequest): Promise<TrainingStudy> {
    return this.studies.study(request);
  }
}
