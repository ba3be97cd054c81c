import type { Report } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { renderReport } from './render-table';

const tableOf = (title: string) => ({
  title,
  columns: [{ label: 'Input', align: 'left' as const }],
  rows: [['load']],
});

const reportOf = (...titles: string[]): Report => ({
  title: 'Plan',
  subtitle: 'today',
  locale: 'en',
  currency: 'USD',
  sections: [{ id: 'risk', title: 'Risk', sentences: [], tables: titles.map(tableOf), charts: [] }],
});

describe('a report in the terminal', () => {
  it('says above each of several tables what it is of', () => {
    const lines = renderReport(reportOf('Share of cost', 'Share of headroom'), 'usual').split('\n');
    expect(lines).toContain('Share of cost');
    expect(lines).toContain('Share of headroom');
  });

  it('leaves a table that is alone to the title of its section', () => {
    expect(renderReport(reportOf('Share of cost'), 'usual')).not.toContain('Share of cost');
  });
});
