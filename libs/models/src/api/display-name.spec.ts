import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApiKeyRequest } from './workspace-resources';
import { displayName } from './display-name';

const accepts = (name: string) => displayName(20).safeParse(name).success;

describe('a name that is shown to people', () => {
  it('may be written in any script', () => {
    for (const name of ['Łódź', '昇腾 周报', 'Q3: a/b', '東京 🚀', 'محمد', "O'Neil"]) {
      expect(accepts(name), name).toBe(true);
    }
  });

  it('is one line', () => {
    for (const name of [
      'Hi\r\nBcc: evil',
      'a\tb',
      'a\u0000',
      'a\u2028b',
      'a\u0085b',
      '\u001b[2J',
    ]) {
      expect(accepts(name), JSON.stringify(name)).toBe(false);
    }
  });

  it('cannot pass for another by turning its direction', () => {
    for (const mark of ['\u202e', '\u2066', '\u200f']) expect(accepts(`ab${mark}cd`)).toBe(false);
  });

  it('can be seen', () => {
    for (const name of ['', ' ', '\u00a0\u3000', '\u200b', '\u2060 ']) {
      expect(accepts(name), JSON.stringify(name)).toBe(false);
    }
  });

  it('is told once when it is empty', () => {
    expect(displayName(20).safeParse('').error?.issues).toHaveLength(1);
  });

  it('is no longer than it may be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (length) => {
        expect(accepts('x'.repeat(length))).toBe(length <= 20);
      }),
    );
  });

  it('is asked for by the request that names a key', () => {
    const request = (name: string) =>
      createApiKeyRequest.safeParse({ name, scopes: ['plans:read'], expiresInDays: null });
    expect(request('CI').success).toBe(true);
    expect(request('CI\u202e').error?.issues[0]?.path).toEqual(['name']);
  });
});
