import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** @type {{ packages: Record<string, { version?: string, resolved?: string, link?: boolean, license?: string, integrity?: string }> }} */
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const entries = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));

/** Licences that allow use in a product under Apache-2.0 without conditions on the rest of it. */
const FREE = [
  '0BSD',
  'AFL-2.1',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

/** Packages that name no licence in package.json but bring its text. */
const TEXT_ONLY = { 'node_modules/png-js': 'MIT' };

describe('the lock file', () => {
  it('names no download address, so it works with any registry', () => {
    const withAddress = entries.filter(
      ([, entry]) => entry.link !== true && entry.resolved !== undefined,
    );
    assert.deepEqual(withAddress, []);
  });

  it('has a checksum for every package', () => {
    const without = entries.filter(
      ([, entry]) => entry.link !== true && entry.integrity === undefined,
    );
    assert.deepEqual(
      without.map(([path]) => path),
      [],
    );
  });

  it('holds only packages under licences a product may carry', () => {
    const others = entries
      .filter(([, entry]) => entry.link !== true)
      .map(([path, entry]) => `${path}: ${licenceOf(path, entry.license)}`)
      .filter((line) => !isFree(line.slice(line.indexOf(': ') + 2)));
    assert.deepEqual(others, []);
  });

  it('has every package of an exact version in package.json', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
    );
    assert.deepEqual(ranges, []);
  });
});

/**
 * The lock file's word, else the package's own.
 * @param {string} path
 * @param {string | undefined} locked
 */
function licenceOf(path, locked) {
  if (locked !== undefined) return locked;
  const own = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
  const named = own.license?.type ?? own.license ?? own.licenses?.[0]?.type;
  return named ?? new Map(Object.entries(TEXT_ONLY)).get(path) ?? 'none';
}

/**
 * Of alternatives one has to be free, of licences that apply together all.
 * @param {string} expression
 */
function isFree(expression) {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => FREE.includes(licence.trim())));
}
