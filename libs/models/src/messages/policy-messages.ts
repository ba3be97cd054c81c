import type { MessageTemplates } from './message-templates';

export const policyMessages = {} as const satisfies MessageTemplates;
