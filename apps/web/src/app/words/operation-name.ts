import type { WordKey } from './all-words';
import type { Words } from './words';

/** Names the engine gives operations of serving and terms of a training step, in the reader's words. */
const OPERATION_WORDS: Readonly<Record<string, WordKey>> = {
  'attention projections': 'deploy.op.projection',
  attention: 'deploy.op.attention',
  'feed-forward': 'deploy.op.dense',
  experts: 'deploy.op.experts',
  collectives: 'deploy.op.network',
  'vocabulary head': 'deploy.op.head',
  'element-wise': 'deploy.op.elementwise',
  launches: 'deploy.op.launches',
  'pipeline hand-over': 'deploy.op.pipeline',
  host: 'deploy.op.host',
  drafting: 'deploy.op.drafting',
  'prompts in between': 'deploy.op.prompts',
  arrival: 'deploy.op.arrival',
  'waiting and longer prompts': 'deploy.op.waiting',
  compute: 'step.compute',
  recompute: 'step.recompute',
  'pipeline bubble': 'step.bubble',
  'tensor parallel': 'step.tensor',
  'expert parallel': 'step.expert',
  'context parallel': 'step.context',
  'pipeline sends': 'step.pipeline',
  'data parallel': 'step.data',
  optimizer: 'step.optimizer',
  rollout: 'step.rollout',
  'host and stragglers': 'step.overhead',
};

/** An operation in the reader's language; its own name where there is no word for it. */
export function operationName(operation: string, t: Words['t']): string {
  const word = OPERATION_WORDS[operation];
  return word === undefined ? operation : t(word);
}
