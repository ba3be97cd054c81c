// Loaded before a service: a start that was killed outright can stop nobody, so its services notice the cut line and stop themselves.
const GRACE_MS = 4_000;

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
