import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { badInput } from '../exit-code';
import { print, printLine, writeNewFile } from '../output';

/** The examples lie beside the build: dist/apps/cli is three folders below the root. */
const EXAMPLES = join(__dirname, '..', '..', '..', '..', 'examples');

/** Writes a commented example scenario to a file, or to standard output. */
export function init(example: string, output: string | undefined): void {
  const files = readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const file = files.find((name) => name === `${example}.yaml` || name.startsWith(`${example}-`));
  if (file === undefined) {
    throw badInput(
      `There is no example "${example}".`,
      `Expected one of: ${files.map((name) => name.replace(/\.yaml$/, '')).join(', ')}`,
    );
  }
  const text = readFileSync(join(EXAMPLES, file), 'utf8');
  if (output === undefined) {
    print(text);
    return;
  }
  writeNewFile(output, text);
  printLine(`Wrote ${output}. Plan it with: plan -f ${output}`);
}
