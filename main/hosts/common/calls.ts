import { onError } from '@orpc/server';
// The only one of oRPC's adapters that returns errors to its caller. The others print them, and they quote
// the message.
import { RPCHandler } from '@orpc/server/bun-ws';
import type { Caller } from '../../core/access/context.ts';
import { withCallersKey } from '../../core/access/once.ts';
import type { App } from '../../core/app.ts';
import { inCallersLanguage } from '../../core/base/language.ts';
import type { Logger } from '../../core/base/ports.ts';
import { logFailure } from './logFailure.ts';

/** What carries the calls of one window or desk: a socket, or a port. */
export type Wire = {
  readonly caller: Caller;
  send(message: string | ArrayBufferLike | Uint8Array): void;
  /** The message was no call: the wire is closed. */
  refuse(): void;
};

export type Line = {
  /** A message came in. */
  heard(message: unknown): void;
  /** The wire is cut: what is under way for it ends. */
  closed(): void;
};

/**
 * Answers the calls that come in over wires. A message that is no call ends its wire; it is neither answered
 * nor logged.
 */
export function createCalls(
  app: Pick<App, 'router' | 'context'>,
  log: Pick<Logger, 'warn' | 'error'>,
): (wire: Wire) => Line {
  const handler = new RPCHandler(app.router, {
    interceptors: [inCallersLanguage, withCallersKey, onError((error) => logFailure(log, error))],
  });
  return ({ caller, send, refuse }) => {
    const context = app.context(caller);
    const peer = {
      send: (message: string | ArrayBufferLike | Uint8Array) => {
        send(message);
        return 0;
      },
    };
    let open = true;
    const end = (why: string) => {
      if (!open) return;
      open = false;
      log.warn('no-call', { why });
      handler.close(peer);
      refuse();
    };
    return {
      heard(message) {
        if (!open) return;
        // None of our calls has a file, so none comes in as bytes.
        if (typeof message !== 'string') end('bytes');
        else {
          handler.message(peer, message, { context }).catch((error: unknown) => {
            end(error instanceof Error ? error.name : typeof error);
          });
        }
      },
      closed() {
        open = false;
        handler.close(peer);
      },
    };
  };
}
