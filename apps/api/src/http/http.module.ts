import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { TenantGuard } from '../tenancy/tenant.guard';
import { ApiRoutes } from './api-routes';
import { DescriptionController } from './description.controller';
import { HealthController } from './health.controller';
import { IdempotencyInterceptor } from './idempotency';
import { ProblemFilter } from './problem-filter';
import {
  AccountRateLimitGuard,
  AddressRateLimitGuard,
  EngineRateLimitGuard,
  RATE_LIMITS,
} from './rate-limit';

/** What every route shares. The guards run in this order. */
@Module({
  imports: [DiscoveryModule, ThrottlerModule.forRoot(RATE_LIMITS)],
  controllers: [HealthController, DescriptionController],
  providers: [
    ApiRoutes,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AddressRateLimitGuard },
    { provide: APP_GUARD, useClass: TenantGuard },
    { provide: APP_GUARD, useClass: AccountRateLimitGuard },
    { provide: APP_GUARD, useClass: EngineRateLimitGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [ApiRoutes],
})
export class HttpModule {}
