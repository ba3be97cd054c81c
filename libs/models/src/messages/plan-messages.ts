import type { MessageTemplates } from './message-templates';

export const planMessages = {} as const satisfies MessageTemplates;
