import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** How a route is open to anybody. */
export interface Openness {
  /** Calls of one address; what is guessable, or costly, must not be tried by the thousand. Undefined: no limit. */
  readonly callsPerMinute?: number;
}

const OPENNESS = 'gembaOpenness';

const openAs = (openness: Openness): MethodDecorator => RouteConfig({ [OPENNESS]: openness }) as MethodDecorator;

/** Anybody may call it, without a key: a route, or every route of a controller. */
export const OpenToAll =
  (openness: Openness = {}): ClassDecorator & MethodDecorator =>
  (target: object, name?: string | symbol, descriptor?: PropertyDescriptor) => {
    if (name !== undefined) return void openAs(openness)(target, name, descriptor!);
    const { prototype } = target as { readonly prototype: object };
    for (const [method, own] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (method !== 'constructor' && typeof own.value === 'function') openAs(openness)(prototype, method, own);
    }
  };

/** Where the interface describes itself: pages that a browser opens, which cannot send a key. */
export const DESCRIPTION = { page: 'docs', json: 'openapi.json', yaml: 'openapi.yaml' } as const;

const isDescription = (url: string): boolean =>
  url === `/${DESCRIPTION.json}` ||
  url === `/${DESCRIPTION.yaml}` ||
  url === `/${DESCRIPTION.page}` ||
  url.startsWith(`/${DESCRIPTION.page}/`);

/** How the route that a request matched is open; null: it asks who calls, as does what matched no route. */
export const opennessOf = ({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): Openness | null => {
  const { config, url } = routeOptions;
  const openness = (config as { readonly [OPENNESS]?: Openness } | undefined)?.[OPENNESS];
  if (openness !== undefined) return openness;
  // The route's own pattern, not what was asked for: no path can be dressed up as this one.
  return url !== undefined && isDescription(url) ? {} : null;
};
