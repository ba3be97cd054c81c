import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Writes a coefficient file with short arrays on one line, as Prettier keeps them. */
export function writeData(path, content) {
  const text = JSON.stringify(content, null, 2).replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, body) => `[${body.replace(/\s*\n\s*/g, ' ')}]`,
  );
  writeFileSync(
    fileURLToPath(new URL(`../../libs/planner-core/src/${path}`, import.meta.url)),
    `${text}\n`,
  );
}
