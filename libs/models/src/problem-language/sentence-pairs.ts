/**
 * Sentences in English and Simplified Chinese. `{name}` stands for a value; `{name*}` in the Chinese has the value
 * translated in its turn. Where several fit, the first does, so what is more particular comes first.
 */
export type SentencePairs = readonly (readonly [en: string, zh: string])[];
