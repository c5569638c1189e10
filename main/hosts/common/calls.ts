import { onError } from '@orpc/server';
// Of oRPC's ways in, the one that hands errors back to whoever handed in the message. The others print them,
// and they quote the message.
import { RPCHandler } from '@orpc/server/bun-ws';
import { withCallersKey } from '../../core/access/once.ts';
import type { App } from '../../core/app.ts';
import { inCallersLanguage } from '../../core/base/language.ts';
import type { Logger } from '../../core/base/ports.ts';
import { logFailure } from './logFailure.ts';

/** What carries the calls of one window: a socket, or a port. */
export type Wire = {
  readonly windowId: string;
  send(message: string | ArrayBufferLike | Uint8Array): void;
  /** What came in is no call: nothing more is heard on this wire. */
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
 * nor printed nor logged.
 */
export function createCalls(
  app: Pick<App, 'router' | 'context'>,
  log: Pick<Logger, 'warn' | 'error'>,
): (wire: Wire) => Line {
  const handler = new RPCHandler(app.router, {
    interceptors: [inCallersLanguage, withCallersKey, onError((error) => logFailure(log, error))],
  });
  return ({ windowId, send, refuse }) => {
    const context = app.context({ kind: 'window', windowId });
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
        // No call of ours carries a file, so none comes in as bytes.
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
