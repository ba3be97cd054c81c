import type { Report } from '@headroom/models';
import type { ReportSnapshot } from '../reports/report-snapshot';

/** A small report that has everything a report can have, with letters of many languages. */
export function aReport(changes: Partial<Report> = {}): Report {
  return {
    title: 'Capacity plan: Łódź 昇腾 CloudMatrix',
    subtitle: '2026-01 · 3 × 1',
    locale: 'en',
    currency: 'USD',
    sections: [
      {
        id: 'summary',
        title: 'Summary',
        sentences: ['The plan costs $4,758,030: 102 units with 816 chips.'],
        tables: [
          {
            title: 'Summary',
            columns: [
              { label: 'Item', align: 'left' },
              { label: 'Value', align: 'right' },
            ],
            rows: [
              ['Total cost', '$4,758,030'],
              ['Chips', '816'],
              ['Peak power', '0.5 MW'],
            ],
          },
        ],
        charts: [],
      },
      {
        id: 'fleet',
        title: 'Fleet',
        sentences: ['Bought & rented: <all> of it.'],
        tables: [
          {
            title: 'Fleet',
            columns: [
              { label: 'System', align: 'left' },
              { label: 'Chips', align: 'right' },
            ],
            rows: Array.from({ length: 20 }, (_, row) => [`昇腾 CloudMatrix ${row + 1}`, '384']),
          },
        ],
        charts: [
          {
            kind: 'stacked-bar',
            title: 'Chips in service',
            unit: 'Chips',
            categories: ['2026-01', '2026-02', '2026-03'],
            series: [
              { name: '昇腾 CloudMatrix 384 (Łódź)', values: [384, 768, 768] },
              { name: 'H20', values: [0, 16, 48] },
            ],
          },
          { kind: 'line', title: 'Nothing', unit: 'x', categories: [], series: [] },
        ],
      },
    ],
    ...changes,
  };
}

export function aSnapshot(changes: Partial<ReportSnapshot> = {}): ReportSnapshot {
  return {
    report: aReport(),
    scheduleName: 'Weekly fleet',
    scenarioName: 'Łódź 昇腾 CloudMatrix',
    scenarioVersion: 3,
    planId: '6f1c1b1e-7a52-4a7c-9a50-3c1f0f6f2a10',
    plannedAt: '2026-01-05T08:00:00.000Z',
    planUrl: 'https://headroom.example/plans/6f1c1b1e',
    ...changes,
  };
}
