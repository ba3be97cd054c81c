import type { MessageTemplates } from './message-templates';

export const costMessages = {} as const satisfies MessageTemplates;
