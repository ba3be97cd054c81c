/** A colour for light surfaces and one for dark ones; both keep 3:1 against their surface (WCAG 1.4.11). */
export interface Tint {
  light: string;
  dark: string;
}

/** One colour a vendor, the same in every chart and table. Names as the catalogue writes them. */
const VENDOR_TINTS: Readonly<Record<string, Tint>> = {
  NVIDIA: { light: '#5b8a00', dark: '#8fc31f' },
  Huawei: { light: '#c8102e', dark: '#ff6b7a' },
  AMD: { light: '#b4530a', dark: '#f59b4c' },
  Intel: { light: '#0068b5', dark: '#58b3ff' },
  Google: { light: '#3367d6', dark: '#8ab4f8' },
  AWS: { light: '#8a6100', dark: '#e0b13e' },
  Microsoft: { light: '#00756b', dark: '#3cc9bb' },
  Meta: { light: '#0a66d0', dark: '#6cb0ff' },
  Cambricon: { light: '#7a3fc9', dark: '#b995ff' },
  MetaX: { light: '#a21a7b', dark: '#f07fd0' },
  'Moore Threads': { light: '#b0402f', dark: '#ff9a86' },
  Biren: { light: '#00708f', dark: '#4cc7e8' },
  Kunlunxin: { light: '#2f4fd6', dark: '#97a8ff' },
  'T-Head': { light: '#b85c00', dark: '#ffae5c' },
  Hygon: { light: '#4d6b2f', dark: '#a9cf85' },
  Enflame: { light: '#8f2f5f', dark: '#ee8fbc' },
  'Iluvatar CoreX': { light: '#57606f', dark: '#aab6c8' },
};

/** Colours for things without one of their own, far apart in hue and in lightness. */
const SERIES_TINTS: readonly Tint[] = [
  { light: '#3346c5', dark: '#93a3ff' },
  { light: '#0b7a75', dark: '#45c9c1' },
  { light: '#b4530a', dark: '#f2a35e' },
  { light: '#8a3ab9', dark: '#cf9bf2' },
  { light: '#a8890a', dark: '#e3c84a' },
  { light: '#b3264f', dark: '#ff87a7' },
  { light: '#4f6f1e', dark: '#a6cf66' },
  { light: '#2b6cb0', dark: '#7cbcf5' },
  { light: '#7a5230', dark: '#d3a67f' },
  { light: '#5f6775', dark: '#a7b1c2' },
  { light: '#00796b', dark: '#5fd6c4' },
];

/** Colour of the n-th series of a chart. */
export function seriesColour(index: number, isDark: boolean): string {
  const tint = SERIES_TINTS[index % SERIES_TINTS.length] ?? { light: '#3346c5', dark: '#93a3ff' };
  return isDark ? tint.dark : tint.light;
}

/** Colour of a vendor; an unknown one gets the same colour every time. */
export function vendorColour(vendor: string, isDark: boolean): string {
  const tint = VENDOR_TINTS[vendor];
  if (tint !== undefined) return isDark ? tint.dark : tint.light;
  const letters = [...vendor].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  return seriesColour(letters, isDark);
}

/**
 * Shades of one colour for the systems of one vendor, so that they can be told apart without leaving its hue.
 * `step` 0 is the colour itself; each step mixes in more of the surface.
 */
export function shade(colour: string, step: number, isDark: boolean): string {
  const share = Math.min(0.6, step * 0.22);
  const surface = isDark ? 0x15 : 0xff;
  const channel = (at: number) =>
    Math.round(parseInt(colour.slice(at, at + 2), 16) * (1 - share) + surface * share)
      .toString(16)
      .padStart(2, '0');
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
