import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ThreadPool } from '../../plans/thread-pool';
import type { ReportSnapshot } from '../report-snapshot';
import type { RenderedMail } from './render-report';

/** What a rendering thread is asked for. */
export interface RenderTask {
  readonly kind: 'mail' | 'pdf';
  readonly snapshot: ReportSnapshot;
}

const LONGEST_RENDERING_MS = 60_000;

/** Makes mails and PDFs of snapshots. The same snapshot always gives the same mail. */
export abstract class ReportRenderer {
  abstract mail(snapshot: ReportSnapshot): Promise<RenderedMail>;
  abstract pdf(snapshot: ReportSnapshot): Promise<Buffer>;
}

/** Renders in a thread: fonts and drawings take a good part of a second, in which a server could not answer. */
@Injectable()
export class ThreadedReportRenderer extends ReportRenderer implements OnApplicationShutdown {
  private readonly pool = new ThreadPool<RenderTask, RenderedMail | Uint8Array>({
    file: join(__dirname, 'render-thread.js'),
    size: 1,
    timeoutMs: LONGEST_RENDERING_MS,
  });

  async mail(snapshot: ReportSnapshot): Promise<RenderedMail> {
    const mail = (await this.run({ kind: 'mail', snapshot })) as RenderedMail;
    // Between threads a Buffer arrives as the plain bytes it is made of.
    return {
      ...mail,
      images: mail.images.map((image) => ({ ...image, content: Buffer.from(image.content) })),
    };
  }

  async pdf(snapshot: ReportSnapshot): Promise<Buffer> {
    return Buffer.from((await this.run({ kind: 'pdf', snapshot })) as Uint8Array);
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }

  private run(task: RenderTask): Promise<RenderedMail | Uint8Array> {
    return this.pool.run(task, new AbortController().signal);
  }
}
