import { ACTS_TO_JUNE_2025 } from './policy-acts-to-june-2025.mjs';
import { ACTS_SINCE_JULY_2025 } from './policy-acts-since-july-2025.mjs';

/** By the running number of the event. `[English, Chinese, additions]`. */
export const ACTS = new Map([...ACTS_TO_JUNE_2025, ...ACTS_SINCE_JULY_2025]);
