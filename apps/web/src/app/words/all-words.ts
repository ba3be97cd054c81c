import { authWords } from './auth-words';
import { calibrationWords } from './calibration-words';
import { carryingWords } from './carrying-words';
import { catalogWords } from './catalog-words';
import { comparisonWords } from './comparison-words';
import { deploymentWords } from './deployment-words';
import { editorFieldWords } from './editor-field-words';
import { editorWords } from './editor-words';
import { figureWords } from './figure-words';
import { overviewWords } from './overview-words';
import { planWords } from './plan-words';
import { planDetailWords } from './plan-detail-words';
import { previewWords } from './preview-words';
import { reportWords } from './report-words';
import { riskWords } from './risk-words';
import { scenarioWords } from './scenario-words';
import { shellWords } from './shell-words';
import { trainingWords } from './training-words';
import { workspaceWords } from './workspace-words';

export const WORDS = {
  ...authWords,
  ...calibrationWords,
  ...carryingWords,
  ...catalogWords,
  ...comparisonWords,
  ...deploymentWords,
  ...editorFieldWords,
  ...editorWords,
  ...figureWords,
  ...overviewWords,
  ...planWords,
  ...planDetailWords,
  ...previewWords,
  ...reportWords,
  ...riskWords,
  ...scenarioWords,
  ...shellWords,
  ...trainingWords,
  ...workspaceWords,
} as const;

export type WordKey = keyof typeof WORDS;
