import type { Page } from '@headroom/models';
import { z } from 'zod';
import { DomainError } from './domain-error';

/** Place in a list sorted by a time and an id, newest first. */
export interface TimeCursor {
  readonly at: string;
  readonly id: string;
}

const timeCursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** Reads a cursor made by `pageOf`; `null` for the first page. */
export function readTimeCursor(cursor: string | undefined): TimeCursor | null {
  if (cursor === undefined) return null;
  const read = timeCursor.safeParse(decode(cursor));
  if (!read.success) throw notValid();
  return { at: read.data[0], id: read.data[1] };
}

/** Makes a page of rows fetched with `limit + 1`; `at` says the time each is sorted by. */
export function pageByTime<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  at: (row: Row) => Date,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor:
      rows.length > limit && last !== undefined ? encode([at(last).toISOString(), last.id]) : null,
  };
}

/** A page of a list that is all in memory and sorted by id. */
export function pageById<Item extends { id: string }>(
  items: readonly Item[],
  limit: number,
  cursor: string | undefined,
): Page<Item> {
  const after = cursor === undefined ? null : z.tuple([z.string()]).safeParse(decode(cursor));
  if (after !== null && !after.success) throw notValid();
  const rest = after === null ? items : items.filter((item) => item.id > after.data[0]);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown,
    nextCursor: rest.length > limit && last !== undefined ? encode([last.id]) : null,
  };
}

function encode(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw notValid();
  }
}

function notValid(): DomainError {
  return new DomainError('http/cursor-not-valid', 'Use nextCursor of the page before, unchanged.');
}
