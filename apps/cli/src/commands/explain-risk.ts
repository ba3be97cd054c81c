import type { Futures, Plan, Risk, Runway } from '@headroom/models';
import { printHeading, printLine } from '../output';
import { renderTable } from '../render-table';
import type { Speech } from '../speech';
import { explainVariances } from './explain-variances';

const left = (label: string) => ({ label, align: 'left' as const });
const right = (label: string) => ({ label, align: 'right' as const });
const PERCENT = 100;

/** Shows what is uncertain in a plan, what it does to the cost, and how orders and runway follow from it. */
export function explainRisk(speech: Speech, { risk, runway, futures }: Plan): void {
  if (risk !== undefined) explainWorlds(speech, risk);
  if (futures !== undefined) explainFutures(speech, futures);
  if (runway !== undefined && runway.rows.length > 0) explainRunway(speech, runway);
}

function explainWorlds(speech: Speech, risk: Risk): void {
  const { t, number, message } = speech;
  printHeading(t('Risk'));
  printLine(
    t(
      "{samples} worlds by a scrambled Sobol sequence, seed {seed}, checked with seed {otherSeed}. In each the plan's orders arrive, what was rented is kept as far as needed, and what is missing is got in the cheapest open way or priced at {multiple} times the cheapest cost of carrying it.",
      {
        samples: risk.samples,
        seed: risk.seed,
        otherSeed: risk.otherSeed,
        multiple: number(risk.shortfallCostMultiple, 1),
      },
    ),
  );
  printLine(
    renderTable({
      columns: [
        left(t('uncertain input')),
        right('P10'),
        right('P50'),
        right('P90'),
        left(t('said by')),
      ],
      rows: risk.inputs.map((i) => [
        message(i.title),
        number(i.low, 4),
        number(i.mid, 4),
        number(i.high, 4),
        t(i.origin),
      ]),
    }),
  );
  printLine(
    t('Cost USD: P10 {p10}, P50 {p50}, P90 {p90}. Regression explains {share} % of its variance.', {
      p10: number(risk.costUsd.p10),
      p50: number(risk.costUsd.p50),
      p90: number(risk.costUsd.p90),
      share: number(risk.sensitivity.explainedShare * PERCENT, 1),
    }),
  );
  explainSensitivity(speech, risk);
  explainVariances(speech, risk);
  explainConvergence(speech, risk);
  printLine();
}

function explainSensitivity({ t, number, message }: Speech, risk: Risk): void {
  const title = (id: string): string => {
    const input = risk.inputs.find((i) => i.id === id);
    return input === undefined ? id : message(input.title);
  };
  printLine(
    renderTable({
      columns: [
        left(t('what moves it')),
        right(t('coefficient')),
        right(t('USD at P10')),
        right(t('USD at P90')),
      ],
      rows: risk.sensitivity.rows.map((r) => [
        title(r.inputId),
        number(r.coefficient, 3),
        number(r.costAtLowUsd),
        number(r.costAtHighUsd),
      ]),
    }),
  );
}

function explainConvergence({ t, number }: Speech, risk: Risk): void {
  printLine(
    renderTable({
      columns: [
        right(t('samples')),
        right(t('P50 USD')),
        right(t('other seed')),
        right(t('P90 USD')),
        right(t('other seed')),
        left(t('least regretted')),
        left(t('other seed')),
      ],
      rows: risk.convergence.map((c) => [
        number(c.samples),
        number(c.p50CostUsd),
        number(c.otherP50CostUsd),
        number(c.p90CostUsd),
        number(c.otherP90CostUsd),
        c.leastRegretPlanId,
        c.otherLeastRegretPlanId,
      ]),
    }),
  );
}

function explainFutures({ t, number, message }: Speech, futures: Futures): void {
  printHeading(t('Futures'));
  printLine(
    t('Orders placed before {month} are common to all futures; later ones follow what came true.', {
      month: futures.knownFrom,
    }),
  );
  for (const plan of futures.plans) {
    const orders = plan.orders.map((o) =>
      t('{way} {units} x {system} at {site}', {
        way: t(o.acquisition),
        units: number(o.units),
        system: o.systemId,
        site: o.siteId,
      }),
    );
    const cost =
      plan.expectedCostUsd === null
        ? t('some future cannot be carried')
        : t('{usd} USD on average', { usd: number(plan.expectedCostUsd) });
    printLine(`${message(plan.title)}: ${orders.join(', ') || t('nothing')}; ${cost}.`);
  }
  for (const finding of futures.findings) printLine(message(finding));
  printLine();
}

function explainRunway({ t, number }: Speech, runway: Runway): void {
  printHeading(t('Runway'));
  const never = t('never');
  for (const row of runway.rows) {
    const full = t('{system} at {site}, {basis}: full at P50 {p50}, at P90 {p90}', {
      system: row.systemId,
      site: row.siteId,
      basis: t(row.basis),
      p50: row.fullAtP50 ?? never,
      p90: row.fullAtP90 ?? never,
    });
    const order =
      row.orderByP90 === null
        ? ''
        : t(
            '; {way} {system}: {low} to {high} months, order by {orderP50} (P50) or {orderP90} (P90)',
            {
              way: t(row.fixAcquisition ?? ''),
              system: row.fixSystemId ?? '',
              low: number(row.leadMonthsP50 ?? 0, 1),
              high: number(row.leadMonthsP90 ?? 0, 1),
              orderP50: row.orderByP50 ?? never,
              orderP90: row.orderByP90,
            },
          );
    printLine(`${full}${order} [${t(row.status)}].`);
  }
  printLine();
}
