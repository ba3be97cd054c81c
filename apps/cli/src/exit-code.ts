/** What the command's exit code says; scripts rely on it. */
export const EXIT = {
  done: 0,
  fault: 1,
  badInput: 2,
  infeasible: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An outcome that ends the command: sentences for a person, no stack trace. */
export class CommandFailure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    readonly lines: readonly string[],
  ) {
    super(lines.join('\n'));
  }
}

export const badInput = (...lines: string[]): CommandFailure =>
  new CommandFailure(EXIT.badInput, lines);
