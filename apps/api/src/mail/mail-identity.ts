import { Inject, Injectable } from '@nestjs/common';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';

const IP_ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/;
const BARE_ADDRESS = /<([^<>]+)>\s*$/;

/** Who the product's mails are from, and what they are called. */
@Injectable()
export class MailIdentity {
  readonly from: string;
  private readonly domain: string;

  constructor(@Inject(ENV) env: Pick<Env, 'mailFrom' | 'publicUrl'>) {
    const { hostname } = new URL(env.publicUrl);
    const ownHost = IP_ADDRESS.test(hostname) ? 'localhost' : hostname;
    this.from = env.mailFrom ?? `Headroom <headroom@${ownHost}>`;
    this.domain = this.address.slice(this.address.lastIndexOf('@') + 1) || ownHost;
  }

  /** The address alone, for the envelope. */
  get address(): string {
    return (BARE_ADDRESS.exec(this.from)?.[1] ?? this.from).trim();
  }

  /** The same for every attempt to send one thing, so that a receiver can tell a repeat. */
  messageId(id: string): string {
    return `<${id}@${this.domain}>`;
  }
}
