/** Words the command line accepts; kept apart so that naming them loads nothing else. */
export const CATALOG_KINDS = ['chips', 'systems', 'models', 'policy'] as const;
export type CatalogKind = (typeof CATALOG_KINDS)[number];
export const PREDICTIONS = ['serving', 'training'] as const;
export type PredictionKind = (typeof PREDICTIONS)[number];
