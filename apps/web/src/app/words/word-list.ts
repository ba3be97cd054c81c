/** Words of one area in both languages, side by side so that neither is forgotten. `{{name}}` stands for a value. */
export type WordList = Readonly<Record<string, { readonly en: string; readonly 'zh-CN': string }>>;
