import { type ExecutionContext, Injectable } from '@nestjs/common';
import {
  type ThrottlerModuleOptions,
  ThrottlerGuard,
  type ThrottlerRequest,
} from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { identityOf } from '../tenancy/current-tenant';
import { actorId } from '../tenancy/tenant';
import { DomainError } from './domain-error';
import { ENDPOINT, type EndpointOptions } from './endpoint';

const MINUTE_MS = 60_000;

/** Questions to the engine a minute of a workspace, all routes and people of it together. */
export const ENGINE_QUESTIONS_A_MINUTE = 120;

/** Requests a minute: by address before anything is looked up, then by person or key; those that make the engine work, by workspace. */
export const RATE_LIMITS: ThrottlerModuleOptions = {
  throttlers: [
    { name: 'address', ttl: MINUTE_MS, limit: 1200 },
    { name: 'account', ttl: MINUTE_MS, limit: 600 },
    { name: 'engine', ttl: MINUTE_MS, limit: ENGINE_QUESTIONS_A_MINUTE },
  ],
};

/** Counts one of the limits and says in the answer how much of it is left. */
abstract class RateLimitGuard extends ThrottlerGuard {
  protected abstract readonly limitName: string;

  override async onModuleInit(): Promise<void> {
    await super.onModuleInit();
    this.throttlers = this.throttlers.filter(({ name }) => name === this.limitName);
  }

  protected override async handleRequest(props: ThrottlerRequest): Promise<boolean> {
    const { context, limit, ttl, blockDuration, throttler } = props;
    const { request, response } = partsOf(context);
    const tracker = await this.getTracker(request);
    const { totalHits, timeToExpire, isBlocked, timeToBlockExpire } =
      await this.storageService.increment(
        `${this.limitName}:${tracker}`,
        ttl,
        limit,
        blockDuration,
        throttler.name ?? this.limitName,
      );
    response.setHeader('RateLimit-Limit', limit);
    response.setHeader('RateLimit-Remaining', Math.max(0, limit - totalHits));
    response.setHeader('RateLimit-Reset', timeToExpire);
    if (!isBlocked) return true;
    response.setHeader('Retry-After', timeToBlockExpire);
    throw this.refusal(limit, timeToBlockExpire);
  }

  protected refusal(limit: number, waitSeconds: number): DomainError {
    return new DomainError(
      'http/too-many-requests',
      `At most ${limit} requests a minute; go on in ${waitSeconds} s.`,
    );
  }
}

/** Counts requests by the address they come from, for routes without a session. */
@Injectable()
export class AddressRateLimitGuard extends RateLimitGuard {
  protected readonly limitName = 'address';

  protected override getTracker(request: Request): Promise<string> {
    return Promise.resolve(request.ip ?? 'unknown');
  }
}

/** Runs after the tenant is known, so an address with many people behind it is not one account. */
@Injectable()
export class AccountRateLimitGuard extends RateLimitGuard {
  protected readonly limitName = 'account';

  protected override getTracker(request: Request): Promise<string> {
    const { tenant, signedIn } = identityOf(request);
    if (tenant !== undefined) return Promise.resolve(actorId(tenant));
    return Promise.resolve(signedIn?.userId ?? request.ip ?? 'unknown');
  }
}

/** Counts what keeps the engine busy, for all people and keys of a workspace together. */
@Injectable()
export class EngineRateLimitGuard extends RateLimitGuard {
  protected readonly limitName = 'engine';

  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<EndpointOptions | undefined>(
      ENDPOINT,
      context.getHandler(),
    );
    return Promise.resolve(endpoint?.asksEngine !== true);
  }

  protected override getTracker(request: Request): Promise<string> {
    const { tenant } = identityOf(request);
    return Promise.resolve(tenant?.workspaceId ?? request.ip ?? 'unknown');
  }

  protected override refusal(limit: number, waitSeconds: number): DomainError {
    return new DomainError(
      'http/too-many-requests',
      `At most ${limit} questions to the engine a minute in a workspace; go on in ${waitSeconds} s.`,
    );
  }
}

function partsOf(context: ExecutionContext): { request: Request; response: Response } {
  const http = context.switchToHttp();
  return { request: http.getRequest<Request>(), response: http.getResponse<Response>() };
}
