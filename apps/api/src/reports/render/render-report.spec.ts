import { pdfPages } from '../../testing/pdf-text';
import { aReport, aSnapshot } from '../../testing/a-snapshot';
import { reportPdf } from './report-pdf';
import { pdfFilename } from './pdf-filename';
import { renderMail } from './render-report';

const PNG_SIGNATURE = '89504e470d0a1a0a';

describe('a rendered mail', () => {
  it('says in its subject what matters most', () => {
    expect(renderMail(aSnapshot()).subject).toBe('Weekly fleet: Total cost $4,758,030');
  });

  it('says in its subject why there is no plan', () => {
    const report = aReport();
    const [summary, ...rest] = report.sections;
    const infeasible = {
      ...report,
      sections: [
        {
          ...summary,
          id: 'summary',
          title: '',
          charts: [],
          sentences: ['No fleet keeps all limits.'],
          tables: [],
        },
        ...rest,
      ],
    };
    expect(renderMail(aSnapshot({ report: infeasible })).subject).toBe(
      'Weekly fleet: No fleet keeps all limits.',
    );
  });

  it('shows each chart that has something to show, as a picture of the mail', () => {
    const { html, images } = renderMail(aSnapshot());
    expect(images).toHaveLength(1);
    const [picture] = images;
    expect(picture?.content.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
    expect(html).toContain(`src="cid:${picture?.contentId}"`);
    expect(html).toContain('alt="Chart: Chips in service"');
  });

  it('draws letters of both scripts into a chart', () => {
    const withNames = renderMail(aSnapshot()).images[0]?.content.length ?? 0;
    const report = aReport();
    const nameless = JSON.parse(
      JSON.stringify(report).replaceAll('昇腾 CloudMatrix 384 (Łódź)', ' '),
    ) as typeof report;
    const without = renderMail(aSnapshot({ report: nameless })).images[0]?.content.length ?? 0;
    expect(withNames).toBeGreaterThan(without + 500);
  });

  it('lays bars of long names on their side, where there is room for the names', () => {
    const withNames = (names: string[]) => {
      const report = aReport();
      const [summary, fleet] = report.sections;
      const values = names.map((_, index) => index + 1);
      const chart = {
        kind: 'bar' as const,
        title: 'Alternatives',
        unit: 'USD',
        categories: names,
        series: [{ name: 'Total cost', values }],
      };
      const sections = summary && fleet ? [summary, { ...fleet, charts: [chart] }] : [];
      const [picture] = renderMail(aSnapshot({ report: { ...report, sections } })).images;
      // Bytes 20 to 23 of a PNG are its height.
      return picture?.content.readUInt32BE(20) ?? 0;
    };
    const months = Array.from({ length: 12 }, (_, month) => `2026-${month + 1}`);
    expect(withNames(months)).toBe(withNames(months.slice(0, 3)));
    const systems = months.map((month) => `Only the system of ${month}`);
    expect(withNames(systems)).toBeGreaterThan(withNames(systems.slice(0, 3)));
  });

  it('takes what a user wrote as text, never as HTML', () => {
    const { html } = renderMail(aSnapshot({ scheduleName: '<img src=x onerror=alert(1)>' }));
    expect(html).toContain('Bought &amp; rented: &lt;all&gt; of it.');
    expect(html).not.toContain('<img src=x');
  });

  it('needs nothing from anywhere else: no script, no remote picture, no style sheet', () => {
    const { html } = renderMail(aSnapshot());
    expect(html).not.toMatch(/<script|<link|src="http|url\(/i);
  });

  it('cuts long tables and says what is left out', () => {
    const { html, text } = renderMail(aSnapshot());
    expect(html).toContain('8 more rows in the attached PDF');
    expect(text).toContain('(8 more rows in the attached PDF)');
    expect(html).not.toContain('CloudMatrix 13');
  });

  it('tells the same in its text part', () => {
    const { text } = renderMail(aSnapshot());
    for (const told of [
      'Total cost: $4,758,030',
      'Peak power: 0.5 MW',
      'FLEET',
      '- 昇腾 CloudMatrix 1: 384',
      'https://headroom.example/plans/6f1c1b1e',
    ]) {
      expect(text).toContain(told);
    }
  });

  it('frames a Chinese report in Chinese', () => {
    const { html, text } = renderMail(aSnapshot({ report: aReport({ locale: 'zh-CN' }) }));
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('打开规划');
    expect(text).toContain('其余 8 行见附件 PDF');
  });

  it('is the same for the same snapshot', () => {
    expect(renderMail(aSnapshot())).toEqual(renderMail(aSnapshot()));
  });
});

describe('a rendered PDF', () => {
  it('keeps Chinese and accented letters as text, with every row and page numbers', async () => {
    const pages = await pdfPages(await reportPdf(aSnapshot()));
    const all = pages.join('\n');
    expect(all).toContain('Łódź 昇腾 CloudMatrix');
    expect(all).toContain('$4,758,030');
    for (let row = 1; row <= 20; row++) expect(all).toContain(`CloudMatrix ${row}`);
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  it('never leaves a title alone at the foot of a page', async () => {
    const report = aReport();
    const [summary, fleet] = report.sections;
    const [table] = fleet?.tables ?? [];
    if (!summary || !fleet || !table) throw new Error('The report has a fleet with a table.');
    const filler = (lines: number) => ({
      ...fleet,
      charts: [],
      tables: [],
      title: 'Filler',
      sentences: Array.from({ length: lines }, (_, line) => `Line ${line}.`),
    });
    const tall = { ...table, title: '', rows: [['A long tale. '.repeat(90), '1']] };
    const charted = { ...fleet, title: 'Lonely', sentences: [], tables: [] };
    const tabled = { ...fleet, title: 'Lonely', sentences: [], charts: [], tables: [tall] };
    for (const section of [charted, tabled]) {
      for (let lines = 10; lines < 40; lines += 5) {
        const sections = [summary, filler(lines), section];
        const pages = await pdfPages(
          await reportPdf(aSnapshot({ report: { ...report, sections } })),
        );
        const page = pages.find((text) => text.includes('Lonely')) ?? '';
        expect(page).toContain(section === charted ? 'Chips in service' : 'A long tale.');
      }
    }
  }, 180_000);

  it('numbers the pages of a Chinese report in Chinese', async () => {
    const [first = ''] = await pdfPages(
      await reportPdf(aSnapshot({ report: aReport({ locale: 'zh-CN' }) })),
    );
    expect(first).toMatch(/第 1 页，共 \d+ 页/);
  });

  it('is named after its scenario and day, in any script', () => {
    expect(pdfFilename(aSnapshot())).toBe('headroom-Łódź-昇腾-CloudMatrix-2026-01-05.pdf');
  });
});
