import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { DomainError, type ErrorCode } from './domain-error';

/** An id in a path. One that is no UUID cannot exist, so it is answered like one that does not. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  readonly schema = z.uuid();

  constructor(private readonly notFound: ErrorCode) {}

  transform(value: string): string {
    if (this.schema.safeParse(value).success) return value.toLowerCase();
    throw new DomainError(this.notFound, `There is none with the id ${value.slice(0, 80)}.`);
  }
}

/** Pipe for `@Param('id', id('plans/not-found'))`. */
export function id(notFound: ErrorCode): IdPipe {
  return new IdPipe(notFound);
}
