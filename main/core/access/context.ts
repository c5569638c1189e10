import type { Ports } from '../base/ports.ts';
import type { Core } from '../store/context.ts';
import type { WindowSignIns } from './windowSignIns.ts';

/** Who stands at the other end of a transport. Hosts give it; the core resolves it to an account. */
export type Caller =
  /** A window that the host opened; signed in through it, so its reload stays signed in. */
  | { readonly kind: 'window'; readonly windowId: string }
  /** A bearer of a token from sign-in; null before sign-in. */
  | { readonly kind: 'bearer'; readonly token: string | null };

/** What every call needs of the console. Procedures that need more of it say so: `RpcContext<More>`. */
type CallServices = {
  readonly ports: Ports;
  readonly sessions: WindowSignIns;
  /** The open store; null while there is none. */
  core(): Core | null;
};

/** The context of every procedure, given by the host with each connection. */
export type RpcContext<More = unknown> = {
  readonly services: CallServices & More;
  readonly caller: Caller;
  /** What came with this one call so that it is done once (access/once.ts). */
  readonly idempotencyKey?: string;
};
