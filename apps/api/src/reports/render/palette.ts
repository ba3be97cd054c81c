/** Colours of reports. Those of text and lines on charts are legible on white and on the dark of a mail at night. */
export const PALETTE = {
  ink: '#18222d',
  muted: '#5b6875',
  line: '#dfe5ea',
  wash: '#f3f6f8',
  paper: '#ffffff',
  brand: '#0b5c6b',
  brandWash: '#e4f1f3',
  chartText: '#74818d',
  chartLine: '#9aa6b1',
} as const;

/** Series of charts, told apart by lightness too, so that grey prints and colour-blind readers can follow. */
export const SERIES_COLOURS = [
  '#0f7c8f',
  '#f0a202',
  '#3f5b9e',
  '#d1495b',
  '#57a773',
  '#8f6bb3',
  '#8c6d46',
  '#48b5c4',
  '#b8b042',
  '#7a8793',
  '#e07a5f',
] as const;
