import type { MessageTemplates } from './message-templates';

export const trainingMessages = {} as const satisfies MessageTemplates;
