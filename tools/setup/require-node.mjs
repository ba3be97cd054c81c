// Runs on any Node that knows modules, so it imports nothing: older ones stop at a missing export before a line of ours.

const LEAST_MAJOR = 20;
const LEAST_MINOR = 19;

/**
 * Says in one sentence that this Node is too old, or nothing when it is new enough.
 * @param {string} version as in `process.versions.node`
 * @returns {string | null}
 */
export function nodeComplaint(version) {
  const parts = version.split('.').map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  const enough = major > LEAST_MAJOR || (major === LEAST_MAJOR && minor >= LEAST_MINOR);
  if (enough) return null;
  return `Headroom needs Node ${LEAST_MAJOR}.${LEAST_MINOR} or newer, and this is ${version}: install a newer one from nodejs.org and try again.`;
}

/** Ends the process with one sentence when this Node is too old. */
export function requireNode() {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint === null) return;
  console.error(complaint);
  process.exit(1);
}
