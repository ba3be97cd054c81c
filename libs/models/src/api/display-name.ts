import { z } from 'zod';

/** Control characters and line or paragraph separators: a name is one line, also in the head of a mail. */
const BREAKS_THE_LINE = /[\p{Cc}\u2028\u2029]/u;
/** Marks that turn the direction of what follows them, so that a name could pass for another. */
const TURNS_DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** Letters, figures, signs or emoji; blanks and invisible characters alone are no name. */
const SHOWS_SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A name people give to something and read again elsewhere: one visible line of 1 to `max` characters.
 * Refuses control characters, direction marks and names nobody could see.
 */
export function displayName(max: number) {
  return (
    z
      .string()
      // An empty name is told once, not again as one that shows nothing.
      .min(1, { abort: true })
      .max(max)
      .refine(
        (name) => !BREAKS_THE_LINE.test(name),
        'A name is one line without control characters.',
      )
      .refine((name) => !TURNS_DIRECTION.test(name), 'A name has no marks that turn its direction.')
      .refine((name) => SHOWS_SOMETHING.test(name), 'A name has at least one visible character.')
  );
}

/** Name of a person and of the workspace that is made for them. */
export const personName = displayName(80);
