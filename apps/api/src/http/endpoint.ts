import { HttpCode, SetMetadata, applyDecorators } from '@nestjs/common';
import type { Permission } from '@headroom/models';
import type { z } from 'zod';
import type { ErrorCode } from './domain-error';

/**
 * Who may call a route: `public` everybody, `session` whoever is signed in (even without a workspace),
 * `tenant` any member or key of a workspace, otherwise those who have the permission.
 */
export type Access = Permission | 'public' | 'session' | 'tenant';

export interface EndpointOptions {
  readonly summary: string;
  readonly access: Access;
  /** Status of success; 200 when absent. */
  readonly status?: number;
  /** What success answers with; `null` for no body. */
  readonly returns: z.ZodType | null | { readonly mediaType: string; readonly description: string };
  /** Errors beyond those every route can answer with. */
  readonly problems?: readonly ErrorCode[];
  /** Set when the engine works for it: a workspace may ask such questions less often than others. */
  readonly asksEngine?: true;
  /** Set when the answer has an ETag and edits need If-Match. */
  readonly versioned?: 'answers' | 'needs';
}

export const ENDPOINT = Symbol('endpoint');

/** Says what a route is for, who may call it and what it answers; the guard and the OpenAPI document read it. */
export function Endpoint(options: EndpointOptions) {
  return applyDecorators(SetMetadata(ENDPOINT, options), HttpCode(options.status ?? 200));
}
