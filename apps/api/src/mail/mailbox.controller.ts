import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import {
  type MailboxMessage,
  type MailboxMessageDetail,
  type Page,
  type PageQuery,
  mailboxMessage,
  mailboxMessageDetail,
  pageOf,
  pageQuery,
} from '@headroom/models';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint';
import { sendFile } from '../http/send-file';
import { id } from '../http/id-param';
import { parse } from '../http/zod-pipe';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { MailboxService } from './mailbox.service';

const mailId = id('mail/not-found');
const attachmentIndex = z.coerce.number().int().min(0).max(1000);

@Controller('mailbox')
export class MailboxController {
  constructor(private readonly mailbox: MailboxService) {}

  @Get()
  @Endpoint({
    summary: 'Mails in the local mailbox that stands in for a mail server, newest first',
    access: 'reports:read',
    returns: pageOf(mailboxMessage),
    problems: ['mail/no-local-mailbox', 'http/cursor-not-valid'],
  })
  list(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(pageQuery)) query: PageQuery,
  ): Promise<Page<MailboxMessage>> {
    return this.mailbox.list(tenant, query);
  }

  @Get(':id')
  @Endpoint({
    summary: 'A mail; pictures of its HTML are part of the text',
    access: 'reports:read',
    returns: mailboxMessageDetail,
    problems: ['mail/no-local-mailbox', 'mail/not-found'],
  })
  get(
    @CurrentTenant() tenant: Tenant,
    @Param('id', mailId) mail: string,
  ): Promise<MailboxMessageDetail> {
    return this.mailbox.get(tenant, mail);
  }

  @Get(':id/attachments/:index')
  @Endpoint({
    summary: 'A file attached to a mail',
    access: 'reports:read',
    returns: { mediaType: 'application/octet-stream', description: 'The file' },
    problems: ['mail/no-local-mailbox', 'mail/not-found'],
  })
  async attachment(
    @CurrentTenant() tenant: Tenant,
    @Param('id', mailId) mail: string,
    @Param('index', parse(attachmentIndex)) index: number,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.mailbox.attachment(tenant, mail, index);
    sendFile(response, { ...file, contentType: file.content_type });
  }
}
