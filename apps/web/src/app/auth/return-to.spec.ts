import { describe, expect, it } from 'vitest';
import { safeReturnPath } from './return-to';

describe('safeReturnPath', () => {
  it('goes back to a page of the product', () => {
    expect(safeReturnPath('/plans/1?x=2')).toBe('/plans/1?x=2');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    undefined,
  ])('does not follow %s', (returnTo) => {
    expect(safeReturnPath(returnTo)).toBe('/');
  });
});
