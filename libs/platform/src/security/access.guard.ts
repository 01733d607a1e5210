import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './caller';
import { opennessOf } from './open-to-all';
import { refusals } from './refusals';
import { type Scope } from './scope';

const SCOPE = 'gemba:scope';

/** The scope a caller must hold. Without this mark a route asks for `admin`, which also holds every other scope. */
export const RequiresScope = (scope: Scope) => SetMetadata(SCOPE, scope);

/** What may the caller do? `Admission` has found out who it is; where it was never asked, nobody is let in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (opennessOf(request) !== null) return true;
    const caller = callerOf(request);
    if (caller === undefined) throw refusals.keyNeeded();
    const scope =
      this.reflector.getAllAndOverride<Scope | undefined>(SCOPE, [context.getHandler(), context.getClass()]) ?? 'admin';
    if (caller.scopes.has(scope) || caller.scopes.has('admin')) return true;
    throw refusals.scopeMissing(caller.name, scope);
  }
}
