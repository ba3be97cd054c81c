/** Something before one @, something with a dot after it; the server has the last word. */
const ADDRESS = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;

/** Addresses typed one a line or between commas, each once. */
export function readRecipients(typed: string): { addresses: string[]; bad: string[] } {
  const parts = [
    ...new Set(
      typed
        .split(/[\s,;，；]+/)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
  return {
    addresses: parts.filter((part) => ADDRESS.test(part)),
    bad: parts.filter((part) => !ADDRESS.test(part)),
  };
}
