import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../tenant-table';

/**
 * Invitations into a workspace, with what became of their mails. The secret of the link is nowhere: it is computed.
 * Mails in the local mailbox can be confidential, so that who reads reports does not read links for others.
 */
export class Invitations1766000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.invitation (
        id uuid primary key,
        workspace_id uuid not null references auth.organization (id) on delete cascade,
        workspace_name text not null,
        email text not null check (email = lower(email)),
        role text not null check (role in ('owner', 'admin', 'planner', 'viewer')),
        locale text not null,
        invited_by uuid not null,
        invited_by_name text not null,
        status text not null default 'open' check (status in ('open', 'accepted', 'cancelled', 'expired')),
        mail_status text not null default 'pending' check (mail_status in ('pending', 'sent', 'failed', 'unknown')),
        mail_closing_at timestamptz(3),
        mail_answer text,
        created_at timestamptz(3) not null default now(),
        expires_at timestamptz(3) not null
      )`);
    await runner.query(
      `create unique index invitation_open on app.invitation (workspace_id, email) where status = 'open'`,
    );
    await runner.query(
      `create index invitation_by_time on app.invitation (workspace_id, created_at desc, id desc)`,
    );
    await protectTenantTable(runner, 'invitation');
    await runner.query(
      `alter table app.mailbox_message add column confidential boolean not null default false`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.mailbox_message drop column confidential`);
    await runner.query(`drop table app.invitation`);
  }
}
