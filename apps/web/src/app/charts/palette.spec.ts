import { describe, expect, it } from 'vitest';
import { seriesColour, shade, vendorColour } from './palette';

const SURFACES = { light: '#ffffff', dark: '#15181d' };
const VENDORS = [
  'NVIDIA',
  'Huawei',
  'AMD',
  'Google',
  'AWS',
  'Cambricon',
  'Biren',
  'Hygon',
  'Somebody new',
];

/** Contrast of two colours as WCAG 2.2 defines it. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

describe('colours of charts', () => {
  it.each(VENDORS)('keep %s apart from the surface in both themes', (vendor) => {
    expect(contrast(vendorColour(vendor, false), SURFACES.light)).toBeGreaterThan(3);
    expect(contrast(vendorColour(vendor, true), SURFACES.dark)).toBeGreaterThan(3);
  });

  it('keep every series apart from the surface in both themes', () => {
    for (let index = 0; index < 12; index += 1) {
      expect(contrast(seriesColour(index, false), SURFACES.light)).toBeGreaterThan(3);
      expect(contrast(seriesColour(index, true), SURFACES.dark)).toBeGreaterThan(3);
    }
  });

  it('give a vendor that is not listed the same colour each time', () => {
    expect(vendorColour('Acme', false)).toBe(vendorColour('Acme', false));
  });

  it('tell two systems of one vendor apart', () => {
    const green = vendorColour('NVIDIA', false);
    expect(shade(green, 0, false)).toBe(green);
    expect(new Set([0, 1, 2].map((step) => shade(green, step, false))).size).toBe(3);
  });
});
