import { Injectable, type PipeTransform } from '@nestjs/common';
import { type InputIssue, toldFaults } from '@headroom/models';
import type { z } from 'zod';
import { DomainError } from './domain-error';

/** Reads one input of a handler with a schema; the OpenAPI document is made from the same schema. */
@Injectable()
export class ZodPipe<Output> implements PipeTransform<unknown, Output> {
  constructor(readonly schema: z.ZodType<Output>) {}

  transform(value: unknown): Output {
    const read = this.schema.safeParse(value ?? {});
    if (read.success) return read.data;
    throw new DomainError(
      'http/input-not-valid',
      'Some fields are not as expected; see errors.',
      toldFaults(read.error.issues).flatMap(toIssues),
    );
  }
}

/** Pipe for `@Body(parse(schema))`, `@Query(parse(schema))`. */
export function parse<Output>(schema: z.ZodType<Output>): ZodPipe<Output> {
  return new ZodPipe(schema);
}

function toIssues(issue: z.core.$ZodIssue): InputIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'input/unknown-field',
      pointer: pointerOf([...issue.path, key]),
      detail: `There is no field "${key}" here.`,
    }));
  }
  return [{ code: 'input/bad-value', pointer: pointerOf(issue.path), detail: issue.message }];
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
