/** Lets a process that a test starts run the sources as they are: `node -r register-typescript.cjs worker.ts`. */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { pid } = require('node:process');
const { transformSync } = require('@swc/core');

const ROOT = join(module.path, '../../../..');
/** Tests start many such processes; each source is compiled once. */
const CACHE = join(ROOT, 'node_modules/.cache/headroom-test-sources');
const SWC = {
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};

const resolveFilename = Module._resolveFilename;
mkdirSync(CACHE, { recursive: true });

Module._resolveFilename = function (request, ...rest) {
  const lib = /^@headroom\/([\w-]+)$/.exec(request);
  const found = lib ? join(ROOT, 'libs', lib[1], 'src/index.ts') : request;
  return resolveFilename.call(this, found, ...rest);
};

require.extensions['.ts'] = (loaded, filename) => {
  const source = readFileSync(filename, 'utf8');
  loaded._compile(compiled(filename, source), filename);
};

function compiled(filename, source) {
  const key = createHash('sha256').update(filename).update(source).update(JSON.stringify(SWC));
  const file = join(CACHE, `${key.digest('hex')}.js`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const { code } = transformSync(source, { ...SWC, filename });
    // Renamed into place, so that a process killed in the middle leaves no half file.
    writeFileSync(`${file}.${pid}`, code);
    renameSync(`${file}.${pid}`, file);
    return code;
  }
}
