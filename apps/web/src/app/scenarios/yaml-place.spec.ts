import { yamlPlace } from './yaml-place';

const at = (text: string) => yamlPlace(text, text.length);

describe('yamlPlace', () => {
  it('is a key at the top of a document', () => {
    expect(at('headroom: 1\nna')).toEqual({ path: [], kind: 'key', from: 12 });
  });

  it('is a key of an entry of a list', () => {
    expect(at('sites:\n  - id: a\n    reg').path).toEqual(['sites', 0]);
    expect(at('sites:\n  - i').path).toEqual(['sites', 0]);
  });

  it('is the value of a key', () => {
    expect(at('services:\n  - id: a\n    engine: v')).toMatchObject({
      path: ['services', 0, 'engine'],
      kind: 'value',
    });
  });

  it('goes into maps in flow style, and out of them', () => {
    expect(at('limits:\n  supply:\n    - { chip: x, ')).toMatchObject({
      path: ['limits', 'supply', 0],
      kind: 'key',
    });
    expect(at('services:\n  - load: { growthPerMonth: { low: 1 }, o').path).toEqual([
      'services',
      0,
      'load',
    ]);
    expect(at('buyer: { country: CN }\nho').path).toEqual([]);
  });
});
