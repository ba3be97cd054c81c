import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import {
  type DeliveryAttempt,
  Mailer,
  MailRefused,
  type OutgoingMail,
  OutcomeUnknown,
  Superseded,
} from './mailer';

const CONNECT_TIMEOUT_MS = 15_000;
/** A server may look at a mail for minutes before it answers (RFC 5321, 4.5.3.2.6). */
const ANSWER_TIMEOUT_MS = 5 * 60_000;
const PERMANENT = 500;

/** What nodemailer's errors carry besides a message. */
interface SmtpError extends Error {
  code?: string;
  response?: string;
  responseCode?: number;
}

/**
 * Sends mails over SMTP, one connection each. A server takes a mail over when it gets the line that ends it, and not
 * before (RFC 5321, 4.1.1.4); so `closing` is recorded right before that line, and what breaks earlier is safe to repeat.
 */
export class SmtpMailer extends Mailer {
  constructor(
    private readonly smtpUrl: string,
    /** Address bounces go to. */
    private readonly returnAddress: string,
  ) {
    super();
  }

  async send(mail: OutgoingMail, attempt: DeliveryAttempt): Promise<void> {
    const message = await compose(mail);
    const { auth, ...options } = parseConnectionUrl(this.smtpUrl);
    const connection = new SMTPConnection({
      ...options,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: ANSWER_TIMEOUT_MS,
    });
    const broken = new Promise<never>((_resolve, reject) => connection.on('error', reject));
    // Whoever waits for the connection hears of it; a break nobody waits for any more is of no interest.
    broken.catch(() => undefined);
    let isClosing = false;
    let answer: string;
    try {
      await Promise.race([broken, called((done) => connection.connect(done))]);
      if (auth) {
        await Promise.race([broken, called((done) => connection.login(auth, done))]);
      }
      const body = Readable.from(
        endingWith(message, async () => {
          await attempt.closing();
          isClosing = true;
        }),
      );
      answer = await Promise.race([broken, this.hand(connection, mail, body)]);
      connection.quit();
    } catch (error) {
      connection.close();
      throw meaningOf(error, isClosing);
    }
    await attempt.sent(answer).catch((error: unknown) => {
      if (error instanceof Superseded) throw error;
      throw new OutcomeUnknown(`The server took the mail (${answer}), but that could not be kept.`);
    });
  }

  private hand(connection: SMTPConnection, mail: OutgoingMail, body: Readable): Promise<string> {
    return new Promise((resolve, reject) => {
      let cause: unknown;
      // Nodemailer wraps the error of a stream; the error itself says whether to try again.
      body.on('error', (error) => (cause = error));
      connection.send({ from: this.returnAddress, to: [mail.to] }, body, (error, info) => {
        if (error) reject(cause ?? error);
        else resolve(info?.response ?? 'Accepted.');
      });
    });
  }
}

function compose(mail: OutgoingMail): Promise<Buffer> {
  return new MailComposer({
    messageId: mail.messageId,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: mail.attachments.map(({ filename, contentType, content, contentId }) => ({
      filename,
      contentType,
      content,
      ...(contentId === undefined ? {} : { cid: contentId, contentDisposition: 'inline' }),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** The message, and at its end `before` awaited: the line that ends the mail is sent after it. */
async function* endingWith(message: Buffer, before: () => Promise<void>): AsyncGenerator<Buffer> {
  yield message;
  await before();
}

/** A callback of nodemailer as a promise. */
function called(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}

/** What a failure means for the delivery. */
function meaningOf(error: unknown, isClosing: boolean): unknown {
  if (!(error instanceof Error)) return error;
  const { code, response, responseCode } = error as SmtpError;
  // An answer is an answer, even to the end of the mail: it was not taken.
  if (responseCode !== undefined) {
    const isAboutUs = code === 'EAUTH';
    const isRefusal = responseCode >= PERMANENT && !isAboutUs;
    return isRefusal ? new MailRefused(response ?? error.message) : error;
  }
  const isSmtp = code !== undefined;
  return isClosing && isSmtp
    ? new OutcomeUnknown(`The connection broke before the server answered: ${error.message}`)
    : error;
}
