import { z } from 'zod';

/** One thing wrong with an input: where (JSON pointer, and line and column in a document), and what was expected. */
export const inputIssue = z.strictObject({
  code: z.string(),
  pointer: z.string(),
  detail: z.string(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  expected: z.string().optional(),
  nearest: z.array(z.string()).optional(),
});
export type InputIssue = z.infer<typeof inputIssue>;

/** RFC 9457 problem details with a stable `code`. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(inputIssue).optional(),
});
export type Problem = z.infer<typeof problem>;
