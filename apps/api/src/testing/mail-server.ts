import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** Moments of a mail's way over SMTP at which a test may act; what it returns is awaited. */
export interface MailServerHooks {
  connected?(): Promise<void> | void;
  recipient?(address: string): Promise<void> | void;
  /** The first bytes of the mail are here, its end is not. */
  dataBegun?(): Promise<void> | void;
  /** The whole mail is here and will be kept; the answer is not given yet. */
  dataEnded?(): Promise<void> | void;
}

/** A real mail server that keeps what it accepts. */
export class MailServer {
  readonly mails: { to: string; mail: ParsedMail }[] = [];
  hooks: MailServerHooks = {};

  private constructor(private readonly server: SMTPServer) {}

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const mailServer: MailServer = new MailServer(
      new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        closeTimeout: 200,
        onConnect: (_session, done) => settle(mailServer.hooks.connected?.(), done),
        onRcptTo: ({ address }, _session, done) =>
          settle(mailServer.hooks.recipient?.(address), done),
        onData: (stream, { envelope }, done) => {
          const chunks: Buffer[] = [];
          stream.once('data', () => void mailServer.hooks.dataBegun?.());
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            void simpleParser(Buffer.concat(chunks)).then((mail) => {
              mailServer.mails.push({ to: envelope.rcptTo[0]?.address ?? '', mail });
              settle(mailServer.hooks.dataEnded?.(), done);
            });
          });
        },
        ...options,
      }),
    );
    // A client that is killed resets its connection; that is what these tests are about.
    mailServer.server.on('error', () => undefined);
    await new Promise<void>((resolve) => mailServer.server.listen(0, '127.0.0.1', resolve));
    return mailServer;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

function settle(work: Promise<void> | void, done: (error?: Error | null) => void): void {
  Promise.resolve(work).then(
    () => done(),
    (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
  );
}
