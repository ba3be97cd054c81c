import { describe, expect, it } from 'vitest';
import { addressOf, formAt } from './form-address';

const FIRST = { model: 'llama-3.1-70b', rate: '20', across: false, systems: [] as string[] };

describe('the address of a form', () => {
  it('leads back to the same form', () => {
    const form = { ...FIRST, rate: '', across: true, systems: ['nv-dgx-h100', 'hw-cm384'] };
    expect(formAt(new URLSearchParams(addressOf(form, FIRST)), FIRST)).toEqual(form);
  });

  it('names only what was changed', () => {
    expect(addressOf({ ...FIRST, rate: '5' }, FIRST)).toEqual({ asked: '1', rate: '5' });
  });

  it('asks for nothing when it has no question', () => {
    expect(formAt(new URLSearchParams({ rate: '5' }), FIRST)).toBeNull();
  });

  it('leaves out what the form does not have', () => {
    const form = formAt(new URLSearchParams({ asked: '1', other: 'x' }), FIRST);
    expect(form).toEqual(FIRST);
  });
});
