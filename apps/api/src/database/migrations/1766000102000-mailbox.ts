import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../tenant-table';

/** The mailbox that stands in for a mail server: each mail of a delivery once, kept when its schedule goes. */
export class Mailbox1766000102000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.mailbox_message (
        id uuid primary key,
        workspace_id uuid not null references auth.organization (id) on delete cascade,
        message_id text not null unique,
        recipient text not null,
        subject text not null,
        html text not null,
        text text not null,
        sent_at timestamptz(3) not null default now(),
        unique (workspace_id, id)
      )`);
    await runner.query(
      `create index mailbox_message_by_time on app.mailbox_message (workspace_id, sent_at desc, id desc)`,
    );
    await runner.query(`
      create table app.mailbox_attachment (
        workspace_id uuid not null,
        mail_id uuid not null,
        index integer not null check (index >= 0),
        filename text not null,
        content_type text not null,
        content_id text,
        content bytea not null,
        primary key (mail_id, index),
        foreign key (workspace_id, mail_id) references app.mailbox_message (workspace_id, id) on delete cascade
      )`);
    await protectTenantTable(runner, 'mailbox_message');
    await protectTenantTable(runner, 'mailbox_attachment');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.mailbox_attachment`);
    await runner.query(`drop table app.mailbox_message`);
  }
}
