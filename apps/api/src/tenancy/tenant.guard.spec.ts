import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { readEnv } from '../config/env';
import { Endpoint } from '../http/endpoint';
import { Identify } from './identify';
import { TenantGuard } from './tenant.guard';

class Nobody extends Identify {
  bySession = () => Promise.resolve(null);
  byKey = () => Promise.resolve(null);
}

class Routes {
  forgotten(): void {
    return undefined;
  }

  @Endpoint({ summary: 'For everybody', access: 'public', returns: null })
  open(): void {
    return undefined;
  }

  @Endpoint({ summary: 'For members', access: 'tenant', returns: null })
  closed(): void {
    return undefined;
  }
}

describe('TenantGuard', () => {
  const guard = new TenantGuard(
    new Reflector(),
    new Nobody(),
    readEnv({
      DATABASE_APP_URL: 'postgres://app@db/headroom',
      DATABASE_AUTH_URL: 'postgres://auth@db/headroom',
      HEADROOM_SECRET: 'only-for-tests-only-for-tests-only',
    }),
  );

  const enter = (route: keyof Routes) =>
    // Of a context the guard reads the handler and the request only.
    guard.canActivate({
      getHandler: () => Routes.prototype[route],
      switchToHttp: () => ({
        getRequest: () => ({ method: 'GET', path: `/${route}`, headers: {} }),
      }),
    } as unknown as ExecutionContext);

  it('lets nobody into a route that does not say who may call it', async () => {
    await expect(enter('forgotten')).rejects.toThrow('/forgotten does not say who may call it');
  });

  it('lets everybody into a public route and nobody into another', async () => {
    await expect(enter('open')).resolves.toBe(true);
    await expect(enter('closed')).rejects.toMatchObject({ code: 'auth/sign-in-required' });
  });
});
