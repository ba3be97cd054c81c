/** Sentences by code; a code is `area/what`, stable once published. */
export type MessageTemplates = Readonly<
  Record<string, { readonly en: string; readonly 'zh-CN': string }>
>;
