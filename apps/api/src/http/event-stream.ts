import type { Response } from 'express';
import type { Observable } from 'rxjs';

const HEARTBEAT_MS = 15_000;

/**
 * Answers with Server-Sent Events until `events` completes or the client goes.
 * A comment every 15 s keeps proxies from closing a quiet stream.
 */
export function streamEvents(
  response: Response,
  events: Observable<unknown>,
  onError: (error: unknown) => void,
): void {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const subscription = events.subscribe({
    next: (data) => response.write(`data: ${JSON.stringify(data)}\n\n`),
    error: (error: unknown) => {
      clearInterval(heartbeat);
      onError(error);
      response.end();
    },
    complete: () => {
      clearInterval(heartbeat);
      response.end();
    },
  });
  response.on('close', () => {
    clearInterval(heartbeat);
    subscription.unsubscribe();
  });
}
