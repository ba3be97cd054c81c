import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** What exists, what is asked, how it grows, what it needs, who sells it, what it costs, what one job takes, which to choose, how to say so. */
const ORDER = [
  ['units'],
  ['uncertainty'],
  ['catalog'],
  ['topology'],
  ['kernels'],
  ['workload'],
  ['forecast'],
  ['inference', 'training'],
  ['supply'],
  ['cost'],
  ['study'],
  ['optimise'],
  ['plan'],
  ['report'],
];

const src = dirname(fileURLToPath(import.meta.url));
const rank = (folder: string) => ORDER.findIndex((names) => names.includes(folder));
const folderOf = (file: string) => relative(src, file).split(sep)[0] ?? '';

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name.includes(sep))
  .map((name) => join(src, name));

describe('folders of planner-core', () => {
  it('are all in the order', () => {
    const folders = new Set(files.map(folderOf));
    folders.delete('testing');
    expect(folders.size).toBe(ORDER.flat().length);
    expect([...folders].filter((folder) => rank(folder) < 0)).toEqual([]);
  });

  it('are all on the map for readers', () => {
    const map = readFileSync(join(src, '../README.md'), 'utf8');
    const folders = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => dirname(name).split(sep).slice(0, 2).join('/'))
      .filter((folder) => folder !== '.' && !folder.startsWith('testing'));
    expect(folders.length).toBeGreaterThan(300);
    expect([...new Set(folders)].filter((folder) => !map.includes(`\`${folder}\``))).toEqual([]);
  });

  it('import only from themselves and from folders to their left', () => {
    const wrong: string[] = [];
    let read = 0;
    for (const file of files) {
      const from = folderOf(file);
      if (from === 'testing' || file.endsWith('.spec.ts')) continue;
      for (const [, target] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
        read += 1;
        const to = folderOf(resolve(dirname(file), target ?? ''));
        if (to !== from && rank(to) >= rank(from))
          wrong.push(`${relative(src, file)} -> ${target}`);
      }
    }
    expect(read).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });
});
