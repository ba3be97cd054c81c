import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { type Observable, catchError, concatMap, from, of, switchMap } from 'rxjs';
import { TenantScope, type TenantTransaction } from '../database/tenant-scope';
import { identityOf, setIdentity } from '../tenancy/current-tenant';
import { type Tenant, actorId } from '../tenancy/tenant';
import { DomainError, type ErrorCode } from './domain-error';

const IDEMPOTENCY_KEY_HEADER = 'Idempotency-Key';
const REPLAYED_HEADER = 'Idempotency-Replayed';
const KEY_SHAPE = /^[\x21-\x7e]{1,200}$/;
/** A request still unfinished after this is taken for one whose process died; its repeat may try again. */
const UNFINISHED_SECONDS = 120;
const KEPT_HOURS = 24;

const NOT_REPLAYED = Symbol('not-replayed');

/** Marks a POST whose answer holds a secret: it is not stored, a repeat gets this error. */
export function NotReplayed(code: ErrorCode) {
  return SetMetadata(NOT_REPLAYED, code);
}

interface StoredAnswer {
  request_hash: string;
  is_old: boolean;
  status: number | null;
  location: string | null;
  etag: string | null;
  body: unknown;
}

/** Makes a POST that carries an Idempotency-Key happen once: a repeat gets the first one's answer. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly scope: TenantScope,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const key = request.get(IDEMPOTENCY_KEY_HEADER);
    const { tenant } = identityOf(request);
    if (request.method !== 'POST' || key === undefined || tenant === undefined) {
      return next.handle();
    }
    if (!KEY_SHAPE.test(key)) {
      throw new DomainError(
        'http/idempotency-key-not-valid',
        'It is 1 to 200 printable ASCII characters without spaces.',
      );
    }
    const secretCode = this.reflector.get<ErrorCode | undefined>(
      NOT_REPLAYED,
      context.getHandler(),
    );
    // What the handler writes and the mark that it was written are committed together.
    setIdentity(request, {
      ...identityOf(request),
      tenant: {
        ...tenant,
        beforeCommit: (transaction) => markCarriedOut(transaction, tenant, key),
      },
    });
    return from(this.begin(tenant, key, hashOf(request))).pipe(
      switchMap((stored) =>
        stored === null
          ? this.carryOut(next, { tenant, key, response, keepsBody: secretCode === undefined })
          : of(replay(stored, response, secretCode)),
      ),
    );
  }

  /** Claims the key; `null` when this request is the one to be carried out, the stored answer otherwise. */
  private begin(tenant: Tenant, key: string, requestHash: string): Promise<StoredAnswer | null> {
    return this.scope.run(tenant, async (transaction) => {
      const actor = actorId(tenant);
      await transaction.query(
        `delete from app.idempotency_key where workspace_id = $1
            and (created_at < now() - make_interval(hours => $2)
              or (status is null and not carried_out and created_at < now() - make_interval(secs => $3)))`,
        [KEPT_HOURS, UNFINISHED_SECONDS],
      );
      const inserted = await transaction.query(
        `insert into app.idempotency_key (workspace_id, actor, key, request_hash)
         values ($1, $2, $3, $4) on conflict do nothing returning key`,
        [actor, key, requestHash],
      );
      if (inserted.length === 1) return null;
      const [stored] = await transaction.query<StoredAnswer>(
        `select request_hash, created_at < now() - make_interval(secs => $4) as is_old,
                status, location, etag, body
           from app.idempotency_key where workspace_id = $1 and actor = $2 and key = $3`,
        [actor, key, UNFINISHED_SECONDS],
      );
      if (stored !== undefined && stored.request_hash !== requestHash) {
        throw new DomainError(
          'http/idempotency-key-reused',
          'Every request needs its own key; only a repeat carries the same one.',
        );
      }
      if (stored?.status === null && stored.is_old) {
        throw new DomainError(
          'http/idempotency-answer-lost',
          'What it made is there; look for it instead of asking again.',
        );
      }
      if (stored === undefined || stored.status === null) {
        throw new DomainError('http/idempotency-key-in-use', 'Try again in a moment.');
      }
      return stored;
    });
  }

  private carryOut(
    next: CallHandler,
    {
      tenant,
      key,
      response,
      keepsBody,
    }: {
      tenant: Tenant;
      key: string;
      response: Response;
      keepsBody: boolean;
    },
  ): Observable<unknown> {
    return next.handle().pipe(
      concatMap(async (body: unknown) => {
        await this.scope.run(tenant, (transaction) =>
          transaction.query(
            `update app.idempotency_key set status = $4, location = $5, etag = $6, body = $7
              where workspace_id = $1 and actor = $2 and key = $3`,
            [
              actorId(tenant),
              key,
              response.statusCode,
              response.get('Location') ?? null,
              response.get('ETag') ?? null,
              keepsBody && body !== undefined ? JSON.stringify(body) : null,
            ],
          ),
        );
        return body;
      }),
      // What failed and was rolled back may be tried again; what was committed may not.
      catchError(async (error: unknown) => {
        await this.scope.run(tenant, (transaction) =>
          transaction.query(
            `delete from app.idempotency_key
              where workspace_id = $1 and actor = $2 and key = $3
                and status is null and not carried_out`,
            [actorId(tenant), key],
          ),
        );
        throw error;
      }),
    );
  }
}

/** A transaction that has no id by now has written nothing, so it does not count. */
async function markCarriedOut(
  transaction: TenantTransaction,
  tenant: Tenant,
  key: string,
): Promise<void> {
  await transaction.query(
    `update app.idempotency_key set carried_out = true
      where workspace_id = $1 and actor = $2 and key = $3
        and pg_current_xact_id_if_assigned() is not null`,
    [actorId(tenant), key],
  );
}

function replay(stored: StoredAnswer, response: Response, secretCode: ErrorCode | undefined) {
  if (secretCode !== undefined) {
    throw new DomainError(secretCode, 'An earlier request with this Idempotency-Key made it.');
  }
  response.status(stored.status ?? 200).setHeader(REPLAYED_HEADER, 'true');
  if (stored.location !== null) response.location(stored.location);
  if (stored.etag !== null) response.setHeader('ETag', stored.etag);
  return stored.body;
}

function hashOf(request: Request): string {
  return createHash('sha256')
    .update(`${request.method} ${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex');
}
