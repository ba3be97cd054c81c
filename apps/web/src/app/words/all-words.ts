import { authWords } from './auth-words';
import { catalogWords } from './catalog-words';
import { comparisonWords } from './comparison-words';
import { editorWords } from './editor-words';
import { planWords } from './plan-words';
import { planDetailWords } from './plan-detail-words';
import { reportWords } from './report-words';
import { scenarioWords } from './scenario-words';
import { shellWords } from './shell-words';
import { workspaceWords } from './workspace-words';

export const WORDS = {
  ...authWords,
  ...catalogWords,
  ...comparisonWords,
  ...editorWords,
  ...planWords,
  ...planDetailWords,
  ...reportWords,
  ...scenarioWords,
  ...shellWords,
  ...workspaceWords,
} as const;

export type WordKey = keyof typeof WORDS;
