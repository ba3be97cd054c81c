import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import type { Scoped } from '../tenancy/tenant';

const ID_LENGTH = 32;
const SHAPE = /^([0-9a-f]{32})([0-9a-f]{32})([0-9a-f]{64})$/;

/** Which invitation a link is for. */
export interface InvitationAddress extends Scoped {
  readonly invitationId: string;
}

/**
 * The secret of an invitation's link: its ids and their signature under the server's secret. It is computed where it is
 * needed and kept nowhere, so whoever reads the database cannot accept anything.
 */
@Injectable()
export class InvitationTokens {
  constructor(@Inject(ENV) private readonly env: Pick<Env, 'secret' | 'publicUrl'>) {}

  tokenOf({ workspaceId, invitationId }: InvitationAddress): string {
    const ids = `${workspaceId}${invitationId}`.replaceAll('-', '');
    return `${ids}${this.signatureOf(ids)}`;
  }

  /** Address of the page that accepts the invitation. */
  linkOf(address: InvitationAddress): string {
    return `${this.env.publicUrl}/join?token=${this.tokenOf(address)}`;
  }

  /** `null` for a token this server did not make. */
  read(token: string): InvitationAddress | null {
    const [, workspace, invitation, signature] = SHAPE.exec(token) ?? [];
    if (workspace === undefined || invitation === undefined || signature === undefined) return null;
    const expected = Buffer.from(this.signatureOf(`${workspace}${invitation}`), 'hex');
    if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return null;
    return { workspaceId: asUuid(workspace), invitationId: asUuid(invitation) };
  }

  private signatureOf(ids: string): string {
    return createHmac('sha256', this.env.secret).update(`headroom invitation ${ids}`).digest('hex');
  }
}

function asUuid(letters: string): string {
  const ends = [8, 12, 16, 20, ID_LENGTH];
  return ends.map((end, index) => letters.slice(ends[index - 1] ?? 0, end)).join('-');
}
