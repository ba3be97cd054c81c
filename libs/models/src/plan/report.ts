import { z } from 'zod';

/** A table whose cells are ready to show: formatted for the report's language and currency. */
export const reportTable = z.strictObject({
  title: z.string(),
  columns: z.array(z.strictObject({ label: z.string(), align: z.enum(['left', 'right']) })),
  rows: z.array(z.array(z.string())),
});
export type ReportTable = z.infer<typeof reportTable>;

/** A chart as data; the renderer decides how it looks. */
export const reportChart = z.strictObject({
  kind: z.enum(['stacked-bar', 'bar', 'line']),
  title: z.string(),
  unit: z.string(),
  categories: z.array(z.string()),
  series: z.array(z.strictObject({ name: z.string(), values: z.array(z.number()) })),
});
export type ReportChart = z.infer<typeof reportChart>;

export const reportSection = z.strictObject({
  id: z.string(),
  title: z.string(),
  sentences: z.array(z.string()),
  tables: z.array(reportTable),
  charts: z.array(reportChart),
});
export type ReportSection = z.infer<typeof reportSection>;

/** A plan told as sections; mail, PDF and terminal all render this one object, so they agree. */
export const report = z.strictObject({
  title: z.string(),
  subtitle: z.string(),
  locale: z.enum(['en', 'zh-CN']),
  currency: z.enum(['USD', 'CNY']),
  sections: z.array(reportSection),
});
export type Report = z.infer<typeof report>;
