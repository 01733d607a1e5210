import { type Scope, SCOPES } from './scope';

/** Who sent a request. */
export interface Caller {
  /** In words, for refusals and the log: `API key 1a2b3c4d`. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Whoever calls where callers need not say who they are: a program on this machine. */
export const THIS_MACHINE: Caller = { name: 'program on this machine', scopes: new Set(SCOPES) };

/** What Fastify makes of a request, and Nest hands on. */
interface Request {
  readonly raw: object;
}

const callers = new WeakMap<object, Caller>();

export const rememberCaller = ({ raw }: Request, caller: Caller): void => void callers.set(raw, caller);

/** Undefined where nobody asked who it is, as on routes that are open to all. */
export const callerOf = ({ raw }: Request): Caller | undefined => callers.get(raw);
