import { writeFileSync, writeSync } from 'node:fs';
import { underlined } from './render-table';
import { badInput, CommandFailure, EXIT } from './exit-code';

const STDOUT = 1;

/** Writes all of a text to standard output before returning; a closed pipe ends the command quietly. */
export function print(text: string): void {
  const bytes = Buffer.from(text);
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(STDOUT, bytes, done);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EAGAIN') continue;
      if (code === 'EPIPE') process.exit(EXIT.done);
      throw error;
    }
  }
}

/** Remarks beside the answer, on standard error. */
export const printError = (text: string): void => void process.stderr.write(text);

/** A title with a line below it as wide as the title is on the terminal. */
export const printHeading = (title: string, sign = '='): void =>
  print(`${underlined(title, sign)}\n`);

/** Writes a line to standard output. */
export const printLine = (line = ''): void => print(`${line}\n`);
/** Writes a value as indented JSON to standard output. */
export const printJson = (value: unknown): void => print(`${JSON.stringify(value, null, 2)}\n`);

/** Writes a file that must not exist yet. */
export function writeNewFile(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    switch (errorCode(error)) {
      case 'EEXIST':
        throw badInput(`${path} exists already; nothing was written.`);
      case 'ENOENT':
        throw badInput(`The folder of ${path} does not exist.`);
      case 'EACCES':
      case 'EROFS':
      case 'EPERM':
        throw badInput(`${path} cannot be written: no permission.`);
      case 'ENOSPC':
        throw new CommandFailure(EXIT.fault, [`${path} cannot be written: the disk is full.`]);
      default:
        throw error;
    }
  }
}

/** The code of a system error such as `ENOENT`; `undefined` for errors without one. */
export const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
