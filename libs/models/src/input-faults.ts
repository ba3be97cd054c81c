import type { z } from 'zod';

/**
 * Faults of an input as its reader meant it: where a value may have several forms and has none, the faults of the
 * form it comes nearest to, at their own paths, and otherwise the forms there are.
 */
export function toldFaults(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const meant = nearestForm(issue);
    if (meant === undefined) return [{ ...issue, message: formsOf(issue) }];
    return toldFaults(meant.map((fault) => ({ ...fault, path: [...issue.path, ...fault.path] })));
  });
}

/**
 * Of the forms a value may have, what is wrong with the one it was meant to be: one that is right as a whole and
 * wrong inside before one of its kind, the one with the fewest faults of those; `undefined` where it is of no kind
 * that is known here.
 */
export function nearestForm(
  issue: z.core.$ZodIssueInvalidUnion,
): readonly z.core.$ZodIssue[] | undefined {
  const isInside = (fault: z.core.$ZodIssue): boolean => fault.path.length > 0;
  const forms = [...issue.errors].sort((a, b) => a.length - b.length);
  return (
    forms.find((faults) => faults.every(isInside)) ??
    forms.find((faults) => faults.every((fault) => fault.code !== 'invalid_type'))
  );
}

function formsOf(issue: z.core.$ZodIssueInvalidUnion): string {
  const kinds = issue.errors.flat().flatMap((fault) => {
    if (fault.code === 'invalid_type') return [fault.expected];
    return fault.code === 'invalid_value' ? fault.values.map(String) : [];
  });
  return kinds.length === 0
    ? issue.message
    : `Invalid input: expected ${[...new Set(kinds)].join(' or ')}`;
}
