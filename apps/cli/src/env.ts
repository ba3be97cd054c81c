/** Whether the person asked for stack traces; the only thing the command line takes from the environment. */
export const wantsStackTraces = (): boolean => process.env['HEADROOM_DEBUG'] !== undefined;
