import { Injectable } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { RequestMethod } from '@nestjs/common';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { z } from 'zod';
import { ENDPOINT, type EndpointOptions } from './endpoint';
import { IdPipe } from './id-param';
import { ZodPipe } from './zod-pipe';

/** One input of a route, with the schema its pipe validates by. */
export interface RouteInput {
  readonly place: 'body' | 'query' | 'path';
  /** Name of a path parameter; absent for whole bodies and queries. */
  readonly name?: string;
  readonly schema: z.ZodType;
}

export interface ApiRoute {
  readonly method: string;
  /** Path below the prefix, such as `/plans/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly operationId: string;
  readonly endpoint: EndpointOptions;
  readonly inputs: readonly RouteInput[];
}

const PLACES: Readonly<Partial<Record<RouteParamtypes, RouteInput['place']>>> = {
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.PARAM]: 'path',
};

interface RouteArgument {
  index: number;
  data?: unknown;
  pipes?: unknown[];
}

/** Reads from the controllers themselves what routes there are and what they take. */
@Injectable()
export class ApiRoutes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  all(): ApiRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const controller: unknown = instance;
      if (typeof controller !== 'object' || controller === null || metatype === null) return [];
      const prototype: unknown = Object.getPrototypeOf(controller);
      if (typeof prototype !== 'object' || prototype === null) return [];
      const base = String(Reflect.getMetadata(PATH_METADATA, metatype) ?? '');
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler: unknown = Reflect.get(prototype, name);
        return typeof handler === 'function' ? this.route(base, metatype, name, handler) : [];
      });
    });
  }

  private route(
    base: string,
    // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- what Nest's reflection takes
    controller: Function,
    name: string,
    // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- what Nest's reflection takes
    handler: Function,
  ): ApiRoute[] {
    const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
    const own: unknown = Reflect.getMetadata(PATH_METADATA, handler);
    if (typeof method !== 'number' || typeof own !== 'string') return [];
    const endpoint = this.reflector.get<EndpointOptions | undefined>(
      ENDPOINT,
      handler as () => unknown,
    );
    if (endpoint === undefined) {
      throw new Error(`${controller.name}.${name} has no @Endpoint.`);
    }
    const path = [base, own]
      .flatMap((part) => part.split('/'))
      .filter((part) => part !== '')
      .map((part) => `/${part.replace(/^:(\w+)$/, '{$1}')}`)
      .join('');
    const [tag = ''] = path.slice(1).split('/');
    return [
      {
        method: (RequestMethod[method] ?? 'GET').toLowerCase(),
        path,
        tag,
        operationId: `${controller.name.replace(/Controller$/, '').replace(/\W+/g, '-')}.${name}`,
        endpoint,
        inputs: inputsOf(controller, name),
      },
    ];
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- what Nest's reflection takes
function inputsOf(controller: Function, name: string): RouteInput[] {
  const given: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name);
  return Object.entries((given ?? {}) as Record<string, RouteArgument>)
    .sort(([, a], [, b]) => a.index - b.index)
    .flatMap(([key, { data, pipes = [] }]) => {
      const place = PLACES[Number(key.split(':')[0]) as RouteParamtypes];
      const pipe = pipes.find(
        (candidate) => candidate instanceof ZodPipe || candidate instanceof IdPipe,
      );
      if (place === undefined) return [];
      if (pipe === undefined) {
        throw new Error(`${controller.name}.${name} takes a ${place} that no schema checks.`);
      }
      const schema = (pipe as { schema: z.ZodType }).schema;
      return [{ place, schema, ...(typeof data === 'string' ? { name: data } : {}) }];
    });
}
