/** Something the person at the keyboard can mend: shown as one sentence, without a stack trace. */
export class Failure extends Error {
  /**
   * @param {string} sentence what is wrong and what to do about it
   * @param {{ exitCode?: number, details?: string, cause?: unknown }} [options] `details` is shown below the sentence: the last lines of a tool
   */
  constructor(sentence, options = {}) {
    super(sentence, { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
    this.details = options.details ?? '';
  }
}

/**
 * Prints what went wrong: one sentence for what was foreseen, the stack for a fault of ours.
 * @param {unknown} error
 * @returns {number} exit code
 */
export function report(error) {
  if (error instanceof Failure) {
    if (error.details !== '') console.error(`${error.details}\n`);
    console.error(error.message);
    return error.exitCode;
  }
  console.error(error instanceof Error ? error.stack : String(error));
  return 1;
}

/**
 * The code of a system error such as ENOSPC, or an empty string.
 * @param {unknown} error
 * @returns {string}
 */
export function errorCode(error) {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}

/**
 * Turns an error from writing below `folder` into a sentence; other errors pass through.
 * @param {unknown} error
 * @param {string} folder
 * @returns {unknown}
 */
export function asFolderFailure(error, folder) {
  const elsewhere = 'Set HEADROOM_DATA_DIR to a folder that can be written.';
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure(`The disk that holds ${folder} is full: free some space and try again.`, {
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
      return new Failure(`This user may not write to ${folder}. ${elsewhere}`, { cause: error });
    case 'EROFS':
      return new Failure(`${folder} is on a read-only disk. ${elsewhere}`, { cause: error });
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return new Failure(`The folder ${folder} cannot be made. ${elsewhere}`, { cause: error });
    default:
      return error;
  }
}
