import type { Futures, Plan, Risk, Runway } from '@headroom/models';
import { printLine } from '../output';
import { renderTable } from '../render-table';

const left = (label: string) => ({ label, align: 'left' as const });
const right = (label: string) => ({ label, align: 'right' as const });
const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }).format(value);
const PERCENT = 100;
const percent = (share: number): string => `${number(share * PERCENT, 1)} %`;

/** Shows what is uncertain in a plan, what it does to the cost, and how orders and runway follow from it. */
export function explainRisk({ risk, runway, futures }: Plan): void {
  if (risk !== undefined) explainWorlds(risk);
  if (futures !== undefined) explainFutures(futures);
  if (runway !== undefined && runway.rows.length > 0) explainRunway(runway);
}

function explainWorlds(risk: Risk): void {
  heading('Risk');
  printLine(
    `${risk.samples} worlds by a scrambled Sobol sequence, seed ${risk.seed}, checked with seed ${risk.otherSeed}. In each the plan's orders arrive, what was rented is kept as far as needed, and what is missing is got in the cheapest open way or priced at ${number(risk.shortfallCostMultiple, 1)} times the cheapest cost of carrying it.`,
  );
  printLine(
    renderTable({
      columns: [left('uncertain input'), right('P10'), right('P50'), right('P90'), left('said by')],
      rows: risk.inputs.map((i) => [
        i.title.text,
        number(i.low, 4),
        number(i.mid, 4),
        number(i.high, 4),
        i.origin,
      ]),
    }),
  );
  printLine(
    `Cost USD: P10 ${number(risk.costUsd.p10)}, P50 ${number(risk.costUsd.p50)}, P90 ${number(risk.costUsd.p90)}. Regression explains ${percent(risk.sensitivity.explainedShare)} of its variance.`,
  );
  const title = (id: string): string => risk.inputs.find((i) => i.id === id)?.title.text ?? id;
  printLine(
    renderTable({
      columns: [
        left('what moves it'),
        right('coefficient'),
        right('USD at P10'),
        right('USD at P90'),
      ],
      rows: risk.sensitivity.rows.map((r) => [
        title(r.inputId),
        number(r.coefficient, 3),
        number(r.costAtLowUsd),
        number(r.costAtHighUsd),
      ]),
    }),
  );
  printLine(
    renderTable({
      columns: [
        right('samples'),
        right('P50 USD'),
        right('other seed'),
        right('P90 USD'),
        right('other seed'),
        left('least regretted'),
        left('other seed'),
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
  printLine();
}

function explainFutures(futures: Futures): void {
  heading('Futures');
  printLine(
    `Orders placed before ${futures.knownFrom} are common to all futures; later ones follow what came true.`,
  );
  for (const plan of futures.plans) {
    const orders = plan.orders.map(
      (o) => `${o.acquisition} ${number(o.units)} x ${o.systemId} at ${o.siteId}`,
    );
    const cost =
      plan.expectedCostUsd === null
        ? 'some future cannot be carried'
        : `${number(plan.expectedCostUsd)} USD on average`;
    printLine(`${plan.title.text}: ${orders.join(', ') || 'nothing'}; ${cost}.`);
  }
  for (const finding of futures.findings) printLine(finding.text);
  printLine();
}

function explainRunway(runway: Runway): void {
  heading('Runway');
  for (const row of runway.rows) {
    const full = `full at P50 ${row.fullAtP50 ?? 'never'}, at P90 ${row.fullAtP90 ?? 'never'}`;
    const order =
      row.orderByP90 === null
        ? ''
        : `; ${row.fixAcquisition} ${row.fixSystemId}: ${number(row.leadMonthsP50 ?? 0, 1)} to ${number(row.leadMonthsP90 ?? 0, 1)} months, order by ${row.orderByP50 ?? 'never'} (P50) or ${row.orderByP90} (P90)`;
    printLine(`${row.systemId} at ${row.siteId}, ${row.basis}: ${full}${order} [${row.status}].`);
  }
  printLine();
}

function heading(title: string): void {
  printLine(title);
  printLine('='.repeat(title.length));
}
