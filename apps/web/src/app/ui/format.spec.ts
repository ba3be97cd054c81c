import { describe, expect, it } from 'vitest';
import { Formatter } from './format';

const en = new Formatter('en');
const zh = new Formatter('zh-CN');

describe('Formatter', () => {
  it('writes large amounts with the magnitudes of the language', () => {
    expect(en.moneyCompact(134_640_528, 'CNY')).toBe('¥134.6M');
    expect(zh.moneyCompact(134_640_528, 'CNY')).toBe('¥1.346亿');
  });

  it('keeps the cents of small amounts and drops those of large ones', () => {
    expect(en.money(3.7, 'USD')).toBe('$3.70');
    expect(en.money(0.0421, 'USD')).toBe('$0.0421');
    expect(en.money(12_345.67, 'USD')).toBe('$12,346');
  });

  it('gives every whole digit of a large number and few digits of a small one', () => {
    expect(en.number(16_601.4)).toBe('16,601');
    expect(en.number(0.0123456, 3)).toBe('0.0123');
    expect(en.number(0)).toBe('0');
  });

  it('writes power in the unit that fits', () => {
    expect([en.power(479.26), en.power(1712)]).toEqual(['479 kW', '1.71 MW']);
  });

  it('writes a date only as precisely as it is known', () => {
    expect(en.date('2025')).toBe('2025');
    expect(en.date('2025-09')).toBe('Sep 2025');
    expect(en.date('2025-09-30')).toBe('Sep 30, 2025');
    expect(zh.date('2025-09')).toBe('2025年9月');
  });

  it('leaves alone what is not a date', () => {
    expect(en.date('H2 2026')).toBe('H2 2026');
  });

  it('says how long ago in the largest unit that fits', () => {
    const now = new Date('2026-01-02T12:00:00Z');
    expect(en.ago('2026-01-02T11:57:00Z', now)).toBe('3 minutes ago');
    expect(en.ago('2026-01-01T11:00:00Z', now)).toBe('yesterday');
    expect(zh.ago('2026-01-02T09:00:00Z', now)).toBe('3小时前');
  });
});
