import type { MessageTemplates } from './message-templates';

export const inferenceMessages = {} as const satisfies MessageTemplates;
