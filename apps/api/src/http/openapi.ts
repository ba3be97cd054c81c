import { problem } from '@headroom/models';
import { z } from 'zod';
import type { ApiRoute, RouteInput } from './api-routes';
import { ERRORS, type ErrorCode } from './domain-error';
import type { EndpointOptions } from './endpoint';
import { ENGINE_QUESTIONS_A_MINUTE } from './rate-limit';

type Json = Record<string, unknown>;

const API_PREFIX = '/api/v1';

/** The OpenAPI 3.1 document of the routes, from the same schemas that check what they take and say what they answer. */
export function openApiDocument(routes: readonly ApiRoute[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.tag === 'health' ? route.path : `${API_PREFIX}${route.path}`;
    (paths[path] ??= {})[route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Headroom',
      version,
      description:
        'Plans accelerator fleets. Errors are RFC 9457 problems with a stable `code`, told in English or Chinese by `Accept-Language`; every POST takes an `Idempotency-Key`; lists are pages with `nextCursor`.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: jsonSchema(problem, 'output') },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `hdr_...`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'headroom.session_token',
          description:
            'Set by `POST /api/auth/sign-in/email`; named `__Secure-headroom.session_token` over HTTPS. Changes also need an Origin of this site.',
        },
      },
    },
  };
}

const ENGINE_LIMIT_TEXT = `The engine works for it: a workspace may ask such questions ${ENGINE_QUESTIONS_A_MINUTE} times a minute.`;

function operation({ method, path, tag, operationId, endpoint, inputs }: ApiRoute): Json {
  const body = inputs.find(({ place }) => place === 'body');
  return {
    operationId,
    tags: [tag],
    summary: endpoint.summary,
    security: security(endpoint),
    ...(isPermission(endpoint.access) ? { 'x-permission': endpoint.access } : {}),
    ...(endpoint.asksEngine === true ? { description: ENGINE_LIMIT_TEXT } : {}),
    parameters: [
      ...inputs.flatMap(parameters),
      ...(method === 'post' ? [IDEMPOTENCY_PARAMETER] : []),
      ...(endpoint.versioned === 'needs' ? [IF_MATCH_PARAMETER] : []),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(body.schema, 'input') } },
          },
        }),
    responses: { ...success(endpoint, method), ...problems(method, path, endpoint, inputs) },
  };
}

function isPermission(access: EndpointOptions['access']): boolean {
  return access !== 'public' && access !== 'session' && access !== 'tenant';
}

function security({ access }: EndpointOptions): Json[] {
  if (access === 'public') return [];
  return access === 'session' ? [{ session: [] }] : [{ apiKey: [] }, { session: [] }];
}

function parameters({ place, name, schema }: RouteInput): Json[] {
  if (place === 'body') return [];
  if (place === 'path') {
    return [{ in: 'path', name, required: true, schema: jsonSchema(schema, 'input') }];
  }
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([key, property]) => ({
    in: 'query',
    name: key,
    required: required.includes(key),
    schema: property,
  }));
}

const IDEMPOTENCY_PARAMETER: Json = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'A repeat with the same key and body gets the first answer and does nothing.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

const IF_MATCH_PARAMETER: Json = {
  in: 'header',
  name: 'If-Match',
  required: true,
  description: 'ETag of the version edited, or `*` to overwrite whatever is there.',
  schema: { type: 'string' },
};

function success(endpoint: EndpointOptions, method: string): Json {
  const { returns, status = 200, summary } = endpoint;
  const headers: Json = {
    'X-Request-Id': { schema: { type: 'string' } },
    ...(endpoint.versioned === undefined ? {} : { ETag: { schema: { type: 'string' } } }),
    ...(method === 'post' && (status === 201 || status === 202)
      ? { Location: { schema: { type: 'string' } } }
      : {}),
  };
  if (returns === null) return { [status]: { description: summary, headers } };
  const content =
    returns instanceof z.ZodType
      ? { 'application/json': { schema: jsonSchema(returns, 'output') } }
      : { [returns.mediaType]: { schema: { type: 'string', description: returns.description } } };
  return { [status]: { description: summary, headers, content } };
}

/** Problems a route can answer with, grouped by status; each lists its codes. */
function problems(
  method: string,
  path: string,
  { access, problems: own = [], versioned }: EndpointOptions,
  inputs: readonly RouteInput[],
): Json {
  const isChange = method !== 'get';
  const codes: ErrorCode[] = [
    ...own,
    'http/too-many-requests',
    'http/internal-error',
    ...when(access !== 'public', ['auth/sign-in-required', 'auth/key-not-valid']),
    ...when(isPermission(access), ['auth/permission-missing']),
    ...when(isPermission(access) || access === 'tenant', ['auth/no-workspace']),
    ...when(isChange && access !== 'public', ['auth/origin-not-trusted']),
    ...when(inputs.some(({ place }) => place !== 'path') || path.includes('{version}'), [
      'http/input-not-valid',
    ]),
    ...when(method === 'post', [
      'http/idempotency-answer-lost',
      'http/idempotency-key-in-use',
      'http/idempotency-key-reused',
      'http/idempotency-key-not-valid',
    ]),
    ...when(isChange && inputs.some(({ place }) => place === 'body'), [
      'http/bad-request',
      'http/body-too-large',
    ]),
    ...when(versioned === 'needs', ['http/version-required']),
  ];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set(codes)) {
    const [status] = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `\`${code}\`: ${ERRORS[code][1]}.`).join(' '),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  );
}

function when(condition: boolean, codes: ErrorCode[]): ErrorCode[] {
  return condition ? codes : [];
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
