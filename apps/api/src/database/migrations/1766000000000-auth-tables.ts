import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of the sign-in library as it compiles them itself, in schema `auth`, and two things it lacks:
 * a user is a member of a workspace once, and failed sign-ins are counted by account.
 */
export class AuthTables1766000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create schema auth`);
    await runner.query(`
      create table auth."user" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text,
        "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
        "updatedAt" timestamptz default CURRENT_TIMESTAMP not null
      )`);
    await runner.query(`
      create table auth."session" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "expiresAt" timestamptz not null, "token" text not null unique,
        "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null,
        "ipAddress" text, "userAgent" text,
        "userId" uuid not null references auth."user" ("id") on delete cascade,
        "activeOrganizationId" text
      )`);
    await runner.query(`
      create table auth."account" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "accountId" text not null, "providerId" text not null,
        "userId" uuid not null references auth."user" ("id") on delete cascade,
        "accessToken" text, "refreshToken" text, "idToken" text,
        "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz,
        "scope" text, "password" text,
        "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null
      )`);
    await runner.query(`
      create table auth."verification" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null,
        "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
        "updatedAt" timestamptz default CURRENT_TIMESTAMP not null
      )`);
    await runner.query(`
      create table auth."organization" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "name" text not null, "slug" text not null unique, "logo" text,
        "createdAt" timestamptz not null, "metadata" text
      )`);
    await runner.query(`
      create table auth."member" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "organizationId" uuid not null references auth."organization" ("id") on delete cascade,
        "userId" uuid not null references auth."user" ("id") on delete cascade,
        "role" text not null, "createdAt" timestamptz not null,
        unique ("organizationId", "userId")
      )`);
    await runner.query(`
      create table auth."invitation" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "organizationId" uuid not null references auth."organization" ("id") on delete cascade,
        "email" text not null, "role" text, "status" text not null, "expiresAt" timestamptz not null,
        "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
        "inviterId" uuid not null references auth."user" ("id") on delete cascade
      )`);
    await runner.query(`
      create table auth."apikey" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "configId" text not null, "name" text, "start" text, "referenceId" text not null,
        "prefix" text, "key" text not null, "refillInterval" integer, "refillAmount" integer,
        "lastRefillAt" timestamptz, "enabled" boolean, "rateLimitEnabled" boolean,
        "rateLimitTimeWindow" integer, "rateLimitMax" integer, "requestCount" integer,
        "remaining" integer, "lastRequest" timestamptz, "expiresAt" timestamptz,
        "createdAt" timestamptz not null, "updatedAt" timestamptz not null,
        "permissions" text, "metadata" text
      )`);
    await runner.query(`
      create table auth."rateLimit" (
        "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
        "key" text not null unique, "count" integer not null, "lastRequest" bigint not null
      )`);
    await runner.query(`
      create table auth.sign_in_failure (
        account text primary key,
        failures integer not null,
        window_start timestamptz not null,
        locked_until timestamptz
      )`);
    for (const [table, column] of INDEXES) {
      await runner.query(`create index "${table}_${column}_idx" on auth."${table}" ("${column}")`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema auth cascade`);
  }
}

const INDEXES = [
  ['session', 'userId'],
  ['account', 'userId'],
  ['verification', 'identifier'],
  ['member', 'organizationId'],
  ['member', 'userId'],
  ['invitation', 'organizationId'],
  ['invitation', 'email'],
  ['apikey', 'configId'],
  ['apikey', 'referenceId'],
  ['apikey', 'key'],
] as const;
