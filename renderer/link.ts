import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { language } from '../shared/text/language.ts';
import { t } from '../shared/text/say.ts';
import { createCallKeys } from './callKeys.ts';
import { onOrder } from './desktop.ts';
import type { Host } from './host.ts';

/** The connection to the core broke, or could not be made. `message` is for the person at the screen. */
class ConnectionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectionError';
  }
}

/** What the link adds to a call by itself. */
type Added = { readonly key: string | null };
type Link = ClientLink<ClientContext>;
type KeyedLink = ClientLink<Added & ClientContext>;
type Watcher = { opened(): void; lost(): void };

const FIRST_WAIT = 300;
const LONGEST_WAIT = 5_000;
/** Milliseconds that a call waits for a connection; a later text would leave at a moment nobody expects. */
const PATIENCE = 8_000;

/** The language of the core's sentences, and the key with which a call is done once. */
const headers = ({ context }: { readonly context: Added }) => ({
  'accept-language': language(),
  ...(context.key === null ? {} : { 'idempotency-key': context.key }),
});

/**
 * A link that connects through the host, and again after a break. Calls made meanwhile wait a few seconds for
 * the connection, then fail with ConnectionError; calls under way when it breaks fail at once, their outcome
 * unknown.
 */
export function createHostLink(host: Host, watcher: Watcher): Link {
  let current: Promise<KeyedLink>;
  let attempts = 0;
  const keys = createCallKeys();

  const connect = () => {
    current = openLink(host, broken);
    current.then(
      () => {
        attempts = 0;
        watcher.opened();
      },
      () => broken(),
    );
  };
  const broken = () => {
    watcher.lost();
    const wait = Math.min(FIRST_WAIT * 2 ** attempts, LONGEST_WAIT);
    attempts += 1;
    const next = Promise.withResolvers<KeyedLink>();
    next.promise.catch(() => undefined); // Each caller handles its own error.
    current = next.promise;
    setTimeout(() => {
      connect();
      current.then(next.resolve, next.reject);
    }, wait);
  };
  connect();

  return {
    async call(path, input, options) {
      const link = await patiently(() => current);
      const call = keys.begin(path, input);
      try {
        const answer = await link.call(path, input, { ...options, context: { key: call.key } });
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

async function openLink(host: Host, onBreak: () => void): Promise<KeyedLink> {
  const way = host.connect();
  if (way.via === 'message-port') {
    const port = await portFrom(way.message);
    // The port closes with the core; the desktop program says so as well, in case that was not noticed.
    const cut = () => {
      stopListening();
      port.removeEventListener('close', cut);
      onBreak();
    };
    const stopListening = onOrder('core-again', cut);
    port.addEventListener('close', cut);
    const link = new PortLink<Added & ClientContext>({ port, headers });
    port.start();
    return link;
  }
  const socket = new WebSocket(way.url);
  const link = new SocketLink<Added & ClientContext>({ websocket: socket, headers });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new ConnectionError(t('common:error.noConnection'))), {
      once: true,
    });
  });
  socket.addEventListener('close', onBreak, { once: true });
  return link;
}

function portFrom(message: string): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== message || !port) return;
      window.removeEventListener('message', listen);
      resolve(port);
    };
    window.addEventListener('message', listen);
  });
}
