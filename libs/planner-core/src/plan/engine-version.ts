/** Version of the planning engine; part of every plan. Raise it when equal input may give another plan. */
export const ENGINE_VERSION = '0.3.9';
