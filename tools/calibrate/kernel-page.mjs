import { writeFileSync } from 'node:fs';
import { median } from './fit-kernels.mjs';
import { percent, table } from './page.mjs';

const PAGE = new URL('../../docs/accuracy-kernels.md', import.meta.url);

/** Writes the page of kernel fit errors by family, chip and engine. */
export function kernelPage(result, date) {
  const rows = Object.entries(result).flatMap(([family, surfaces]) =>
    surfaces.map((s) => ({ family, ...s })),
  );
  const by = (key) =>
    table(
      [key, 'surfaces', 'rows', 'median of median errors', 'worst median', 'median of p90 errors'],
      [...new Set(rows.map((r) => r[key]))].map((name) => {
        const of = rows.filter((r) => r[key] === name);
        const medians = of.map((r) => r.medianError);
        return [
          name,
          of.length,
          of.reduce((sum, r) => sum + r.rows, 0),
          percent(median(medians)),
          percent(Math.max(...medians)),
          percent(median(of.map((r) => r.p90Error))),
        ];
      }),
    );
  const families = [...new Set(rows.map((r) => r.family))];
  const chips = [...new Set(rows.map((r) => r.chip))];
  const grid = table(
    ['family', ...chips],
    families.map((family) => [
      family,
      ...chips.map((chip) => {
        const of = rows.filter((r) => r.family === family && r.chip === chip);
        return of.length === 0 ? '–' : percent(median(of.map((r) => r.medianError)));
      }),
    ]),
  );
  writeFileSync(
    PAGE,
    `# Accuracy of the kernel surfaces

Written by \`npm run calibrate\` on ${date} from measured times of single kernels. Every surface has five to ten
coefficients for one chip, engine and precision; the error is |predicted / measured - 1| over all its rows.

## Median error by family and chip

${grid}

## By family

${by('family')}

## By chip

${by('chip')}

## By engine

${by('engine')}

## Chips that were not measured

A chip takes the surface of its own measurements; else of a chip of the same vendor and generation; else, for every
coefficient, the median over all measured chips but the smallest. A sibling with fewer FLOP a second is given a higher
share of its peak, since the time lost beside the multipliers stays the same. Peaks, memory rate and link rate are always its own.
The further the surface comes from, the wider the interval (\`SurfaceOrigin\` in
\`libs/planner-core/src/kernels/choose-surface.ts\`).
`,
  );
}
