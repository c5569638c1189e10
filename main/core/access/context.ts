import type { Place } from '../../../shared/contract/base/procedure.ts';
import type { Ports } from '../base/ports.ts';
import type { Core } from '../store/context.ts';
import type { WindowSignIns } from './windowSignIns.ts';

/** The caller at the other end of a connection, as the host knows it; the core finds the account. */
export type Caller =
  /** A window that the host opened. It stays signed in when it is reloaded. */
  | { readonly kind: 'window'; readonly windowId: string }
  /**
   * A window on another computer. Its browser keeps the token, which means nothing until somebody signs in
   * with it; so a desk stays signed in when the console starts again.
   */
  | ({ readonly kind: 'desk'; readonly token: string } & Desk)
  /** The caller has a token from sign-in; null before sign-in. */
  | { readonly kind: 'bearer'; readonly token: string | null };

/** A desk: the network address that it calls from, and in a few words its browser and system. */
export type Desk = { readonly address: string; readonly device: string };

export const placeOf = (caller: Caller): Place => (caller.kind === 'desk' ? 'desk' : 'console');

/** What every call needs of the console. Procedures that need more name it: `RpcContext<More>`. */
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
  /** The call's Idempotency-Key, if it came with one (access/once.ts). */
  readonly idempotencyKey?: string;
};
