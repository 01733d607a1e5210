import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem-details/problem';
import { type ApiKey, ApiKeyRing, type Scope } from './api-key';
import { isLoopback } from './listening-address';

const ACCESS = 'gemba:access';

/** The scope a caller's key must hold. Without this mark a route asks for `admin`. */
export const RequiresScope = (scope: Scope) => SetMetadata(ACCESS, scope);

/** Anybody may call it: probes and the description of the interface. */
export const OpenToAll = () => SetMetadata(ACCESS, 'nobody');

/** Default deny: every route asks for a key with the route's scope. Without keys only this machine's programs may call. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ApiKeyRing) private readonly ring: ApiKeyRing,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const needed = this.reflector.getAllAndOverride<Scope | 'nobody' | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (this.ring.isEmpty) refuseForeignPages(request);
    else if (needed !== 'nobody') this.demandScope(request, needed ?? 'admin');
    return true;
  }

  private demandScope(request: FastifyRequest, scope: Scope): void {
    const key = this.authenticate(request);
    if (key.scopes.has(scope) || key.scopes.has('admin')) return;
    throw new Problem(403, 'scope-missing', `The API key ${key.id} lacks the scope ${scope}.`, {
      field: 'authorization',
      remedy: `Call with a key that holds ${scope}.`,
    });
  }

  private authenticate(request: FastifyRequest): ApiKey {
    const presented = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const key = presented === undefined ? null : this.ring.verify(presented);
    if (key !== null) return key;
    throw new Problem(401, 'api-key-needed', 'The request carries no valid API key.', {
      field: 'authorization',
      remedy: 'Send the header "Authorization: Bearer <key>".',
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
}

/**
 * Where loopback is the only lock, a web page in a browser on this machine could still post forms to us, or reach us
 * through a name that it points at 127.0.0.1. Browsers tell on both: by Origin and by Host.
 */
const refuseForeignPages = (request: FastifyRequest): void => {
  const { origin } = request.headers;
  const isOurPage = origin === undefined || origin === `${request.protocol}://${request.host}`;
  if (isLoopback(request.hostname) && isOurPage) return;
  throw new Problem(403, 'foreign-origin', 'Without API keys only programs of this machine may call.', {
    field: isOurPage ? 'host' : 'origin',
    remedy: 'Call 127.0.0.1 directly, or set up API keys.',
  });
};
