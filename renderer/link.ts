import { type ClientContext, type ClientLink, ORPCError } from '@orpc/client';
import { t } from '../shared/text/say.ts';
import { waitBefore } from './backOff.ts';
import { createCallKeys } from './callKeys.ts';
import type { Host } from './host.ts';
import { ConnectionError, type KeyedLink, openWire } from './wires.ts';

type Link = ClientLink<ClientContext>;
type Watcher = { opened(): void; lost(): void };

/** Milliseconds that a call waits for a connection; a later text would leave at a moment nobody expects. */
const PATIENCE = 8_000;
/** Milliseconds that a connection lasts before the next break counts as a first one. */
const LASTED = 5_000;

/**
 * A link that connects through the host, and again after a break. Calls made meanwhile wait a few seconds for
 * the connection, then fail with ConnectionError; calls under way when it breaks fail at once, their outcome
 * unknown.
 */
export function createHostLink(host: Host, watcher: Watcher): Link {
  let current: Promise<KeyedLink>;
  let failed = 0;
  let openedAt = Number.POSITIVE_INFINITY;
  const keys = createCallKeys();

  const connect = () => {
    current = openWire(host, broken);
    current.then(
      () => {
        openedAt = performance.now();
        watcher.opened();
      },
      () => broken(),
    );
  };
  const broken = () => {
    watcher.lost();
    if (performance.now() - openedAt > LASTED) failed = 0;
    openedAt = Number.POSITIVE_INFINITY;
    const wait = waitBefore(failed);
    failed += 1;
    const next = Promise.withResolvers<KeyedLink>();
    next.promise.catch(() => undefined); // Each caller handles its own error.
    current = next.promise;
    let due = true;
    const again = () => {
      if (!due) return;
      due = false;
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', again);
      connect();
      current.then(next.resolve, next.reject);
    };
    const timer = setTimeout(again, wait);
    // The browser has its network back.
    globalThis.addEventListener?.('online', again);
  };
  connect();

  return {
    async call(path, input, options) {
      const call = keys.begin(path, input);
      try {
        const answer = await unhurried(options.signal, async () => {
          const link = await patiently(() => current);
          return link.call(path, input, { ...options, context: { key: call.key } });
        });
        call.answered();
        return answer;
      } catch (error) {
        if (options.signal?.aborted || !isBreak(error)) {
          call.answered();
          throw error;
        }
        call.lost();
        throw new ConnectionError(t('common:error.broke'), {
          cause: error,
        });
      }
    },
  };
}

/** Milliseconds; null: it was not refused for coming too fast. */
function mayComeIn(error: unknown): number | null {
  if (!(error instanceof ORPCError) || error.code !== 'LOCKED') return null;
  const inMs = (error.data as { readonly inMs?: unknown } | undefined)?.inMs;
  return typeof inMs === 'number' ? inMs : null;
}

/**
 * Makes a call again that the console refused since this window calls too fast; nothing of it was done then.
 * After some seconds it fails with what the console said.
 */
async function unhurried<T>(signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const wait = mayComeIn(error);
      if (wait === null || signal?.aborted || performance.now() + wait > until) throw error;
      // Not all that were refused come again at the same moment.
      await new Promise((resolve) => setTimeout(resolve, wait * (1 + Math.random())));
      if (signal?.aborted) throw error;
    }
  }
}

/** The newest link, also where the first one fails while waiting. */
async function patiently(newest: () => Promise<KeyedLink>): Promise<KeyedLink> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const left = until - performance.now();
    if (left <= 0) throw new ConnectionError(t('common:error.noConnection'));
    const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), left));
    const got = await Promise.race([newest().catch(() => 'failed' as const), late]);
    if (typeof got !== 'string') return got;
  }
}

function isBreak(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'AbortError' || error.message.includes('WebSocket is not open'))
  );
}
