/** Exit code of a command that failed for a reason the reader can do something about. */
const FAILURE = 1;

/** Runs a command to its end; a failure is one sentence on stderr and a non-zero exit code, never a stack trace. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(FAILURE);
  });
}

/** One sentence for what people meet most: the database away, refused, missing; the port taken. */
export function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0)
    return sentenceOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const details = error as Error & { code?: string; address?: string; port?: number };
  const at =
    details.port === undefined ? '' : ` at ${details.address ?? 'localhost'}:${details.port}`;
  switch (details.code) {
    case 'ECONNREFUSED':
      return `No server answers${at}. Is PostgreSQL running, and is its address right?`;
    case 'EADDRINUSE':
      return `The port${at} is taken. Set PORT to a free one.`;
    case 'EACCES':
      return `Not allowed to listen${at}. Set PORT to one above 1023.`;
    case 'ENOTFOUND':
      return `The name of the server is not known: ${error.message}.`;
    case '28P01':
      return `PostgreSQL refused the password: ${error.message}.`;
    case '3D000':
      return `PostgreSQL has no such database: ${error.message}.`;
    case '42P01':
    case '3F000':
      return `The database is not migrated (${error.message}). Run migrate first.`;
    default:
      return error.message;
  }
}
