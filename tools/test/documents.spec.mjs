import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.nx', '.angular', 'test-results']);

describe('documents', () => {
  const documents = markdownBelow(root);

  it('are found, in every folder that has some', () => {
    const folders = new Set(documents.map((document) => relative(root, dirname(document))));
    assert.ok(documents.length > 35, `${documents.length} found`);
    for (const folder of ['', 'docs', 'docs/decisions', 'apps/api', 'apps/web']) {
      assert.ok(folders.has(folder), folder);
    }
  });

  it('link only to files that are there', () => {
    const broken = documents.flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target]) => String(target))
        .filter((target) => !existsSync(join(dirname(document), target)))
        .map((target) => `${relative(root, document)}: ${target}`),
    );
    assert.deepEqual(broken, []);
  });

  it('name only commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const unknown = documents.flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)]
        .map(([, script]) => String(script))
        .filter((script) => !(script in scripts))
        .map((script) => `${relative(root, document)}: ${script}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('list every decision', () => {
    const list = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8');
    const missing = readdirSync(join(root, 'docs/decisions')).filter(
      (page) => page !== 'README.md' && !list.includes(`(${page})`),
    );
    assert.deepEqual(missing, []);
  });
});

/**
 * @param {string} folder
 * @returns {string[]}
 */
function markdownBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : markdownBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}
