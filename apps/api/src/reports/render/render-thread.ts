import { parentPort } from 'node:worker_threads';
import type { ThreadAnswer, ThreadRequest } from '../../plans/thread-pool';
import { reportPdf } from './report-pdf';
import { type RenderedMail, renderMail } from './render-report';
import type { RenderTask } from './report-renderer';

type Rendered = RenderedMail | Uint8Array;

parentPort?.on('message', (request: ThreadRequest<RenderTask>) => {
  void answer(request.input).then((message) => parentPort?.postMessage(message));
});

async function answer({ kind, snapshot }: RenderTask): Promise<ThreadAnswer<Rendered>> {
  try {
    const output = kind === 'mail' ? renderMail(snapshot) : await reportPdf(snapshot);
    return { kind: 'done', output };
  } catch (error) {
    return error instanceof Error
      ? { kind: 'failed', message: error.message, stack: error.stack }
      : { kind: 'failed', message: String(error) };
  }
}
