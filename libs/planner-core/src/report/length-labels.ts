import type { LengthChoice, MessageLocale } from '@headroom/models';

const EN = {
  title: 'Requests by length',
  ways: 'Kept together or split',
  way: 'Way',
  taken: (way: string) => `${way} (taken)`,
  parts: 'Parts',
  input: 'Input tokens',
  output: 'Output tokens',
  choices: {
    together: 'all together',
    'own-replicas': 'split, replicas of their own',
    'shared-replicas': 'split, shared replicas',
  } satisfies Record<LengthChoice, string>,
};

type LengthLabels = typeof EN;

const ZH: LengthLabels = {
  title: '按长度划分的请求',
  ways: '合并或拆分',
  way: '方式',
  taken: (way) => `${way}（采用）`,
  parts: '各部分',
  input: '输入 token',
  output: '输出 token',
  choices: {
    together: '全部合并',
    'own-replicas': '拆分，各用副本',
    'shared-replicas': '拆分，共享副本',
  },
};

/** Labels of the section on request lengths. */
export const lengthLabels = (locale: MessageLocale): LengthLabels => (locale === 'en' ? EN : ZH);
