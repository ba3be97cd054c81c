import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOptions } from './options.mjs';

describe('the options of npm start', () => {
  it('are port 4600 on this machine only when nothing is said', () => {
    const { port, host, help, resetDemo } = readOptions([], {});
    assert.deepEqual(
      { port, host, help, resetDemo },
      { port: 4600, host: '127.0.0.1', help: false, resetDemo: false },
    );
  });

  it('take the port from PORT', () => assert.equal(readOptions([], { PORT: '8080' }).port, 8080));

  for (const PORT of ['0', '65536', '80.5', '-1', 'web', '1e3']) {
    it(`refuse ${PORT} as a port, saying what one is`, () => {
      assert.throws(() => readOptions([], { PORT }), /whole number from 1 to 65535/);
    });
  }

  it('name an unknown option', () => {
    assert.throws(() => readOptions(['--prot'], {}), /--prot.*--help/);
  });
});
