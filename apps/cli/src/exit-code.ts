/** What the command's exit code says; scripts rely on it. */
export const EXIT = {
  done: 0,
  fault: 1,
  badInput: 2,
  infeasible: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The same for `--help`. */
export const EXIT_CODES = `Exit codes:
  0  done
  1  a fault of Headroom or of the machine
  2  bad input: an option, a file, or no row that could be used
  3  no answer: no fleet, deployment or run keeps the limits, or so many units cannot be had`;

/** An outcome that ends the command: sentences for a person, no stack trace. */
export class CommandFailure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    readonly lines: readonly string[],
  ) {
    super(lines.join('\n'));
  }
}

/** A failure by what was given, with the lines that say so. */
export const badInput = (...lines: string[]): CommandFailure =>
  new CommandFailure(EXIT.badInput, lines);
