/** How the areas of one series are filled: a colour, and lines across it where the colour alone does not tell it apart. */
export interface Look {
  colour: string;
  /** 0: plain; each further number is another way to draw the lines. */
  pattern: number;
}

/** Lines across an area by pattern: their angle in degrees, their width and the gap between them in pixels. */
const PATTERNS = [
  { angle: 45, width: 2, gap: 5 },
  { angle: -45, width: 2, gap: 5 },
  { angle: 90, width: 2, gap: 4 },
  { angle: 0, width: 2, gap: 4 },
  { angle: 45, width: 4, gap: 4 },
  { angle: -45, width: 4, gap: 4 },
  { angle: 90, width: 4, gap: 4 },
] as const;

/** Colours that are at least this far apart in OKLab are told apart side by side. */
const LEAST_DISTANCE = 0.1;

/**
 * Gives each of a chart's series a look of its own. Each keeps its colour; where an earlier series has one that is the
 * same, or looks the same to somebody colour-blind, lines across it tell the two apart.
 */
export function distinctLooks(colours: readonly string[]): Look[] {
  const looks: Look[] = [];
  for (const colour of colours) {
    const taken = looks.filter((look) => looksAlike(look.colour, colour));
    const free = [0, ...PATTERNS.map((_, i) => i + 1)].find((pattern) =>
      taken.every((look) => look.pattern !== pattern),
    );
    looks.push({ colour, pattern: free ?? taken.length % (PATTERNS.length + 1) });
  }
  return looks;
}

/** The lines of a look for ECharts; `undefined` where there are none. */
export function decalOf({ pattern }: Look, isDark: boolean): object | undefined {
  const lines = PATTERNS[pattern - 1];
  return lines === undefined
    ? undefined
    : {
        symbol: 'rect',
        color: lineColour(isDark),
        dashArrayX: [1, 0],
        dashArrayY: [lines.width, lines.gap],
        rotation: (lines.angle * Math.PI) / 180,
      };
}

/** A look as the background of a swatch. */
export function swatchOf(look: Look, isDark: boolean): string {
  const lines = PATTERNS[look.pattern - 1];
  if (lines === undefined) return look.colour;
  const { angle, width, gap } = lines;
  const line = lineColour(isDark);
  return `repeating-linear-gradient(${angle}deg, ${look.colour} 0 ${gap / 2}px, ${line} ${gap / 2}px ${gap / 2 + width / 2}px)`;
}

const lineColour = (isDark: boolean): string =>
  isDark ? 'rgba(0, 0, 0, 0.5)' : 'rgba(255, 255, 255, 0.6)';

type Triple = readonly [number, number, number];

/**
 * Linear RGB as seen without one kind of cone: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency" (2009), severity 1.0; protan, deutan, tritan.
 */
const BLIND_TO: readonly (readonly [Triple, Triple, Triple])[] = [
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];

/** Whether two colours, `#rrggbb`, look the same to anybody: with all cones, or without one kind of them. */
export function looksAlike(a: string, b: string): boolean {
  const [x, y] = [linear(a), linear(b)];
  const seen = (rgb: Triple): Triple[] => [rgb, ...BLIND_TO.map((rows) => times(rows, rgb))];
  const others = seen(y);
  return seen(x).some((rgb, i) => distance(rgb, others[i] ?? rgb) < LEAST_DISTANCE);
}

function linear(colour: string): Triple {
  const channel = (at: number) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const times = ([r, g, b]: readonly [Triple, Triple, Triple], x: Triple): Triple => {
  const row = (weights: Triple) =>
    weights.reduce((sum, weight, i) => sum + weight * (x[i] ?? 0), 0);
  return [row(r), row(g), row(b)];
};

const distance = (a: Triple, b: Triple): number => {
  const [x, y] = [oklab(a), oklab(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
};

/** OKLab of linear RGB, after Björn Ottosson, "A perceptual color space for image processing" (2020). */
function oklab(rgb: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  );
}
