import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { language } from '../shared/text/language.ts';
import { t } from '../shared/text/say.ts';
import { onOrder } from './desktop.ts';
import type { Host, HostLink } from './host.ts';
import { watchSilence } from './silence.ts';

/** The connection to the core broke, or could not be made. `message` is for the person at the screen. */
export class ConnectionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectionError';
  }
}

/** What the link adds to a call by itself. */
type Added = { readonly key: string | null };
export type KeyedLink = ClientLink<Added & ClientContext>;

/** Milliseconds for one try to connect over a network. */
const TRY = 6_000;
/**
 * No procedure has this path, so the core answers at once without a look at the store, and it counts as no
 * act of a person.
 */
const STILL_THERE = ['still-there'];

/** The language of the core's sentences, and the key with which a call is done once. */
const headers = ({ context }: { readonly context: Added }) => ({
  'accept-language': language(),
  ...(context.key === null ? {} : { 'idempotency-key': context.key }),
});

const noConnection = () => new ConnectionError(t('common:error.noConnection'));

/**
 * One connection through the host; `onBreak` is called once when it ends after it stood. A host that throws
 * is a failed try, too.
 */
export async function openWire(host: Host, onBreak: () => void): Promise<KeyedLink> {
  const way = host.connect();
  return way.via === 'message-port' ? overPort(way, onBreak) : overSocket(way.url, onBreak);
}

/** The port speaks oRPC between two words of the host: that the line stands, and that it has ended. */
async function overPort(
  way: Extract<HostLink, { via: 'message-port' }>,
  onBreak: () => void,
): Promise<KeyedLink> {
  const port = await portFrom(way.message);
  const { promise: stands, resolve, reject } = Promise.withResolvers<void>();
  let standing = false;
  let over = false;
  const cut = () => {
    if (over) return;
    over = true;
    for (const endOrder of orders) endOrder();
    // Calls that wait for an answer end with it; some programs say nothing when a port closes.
    port.dispatchEvent(new Event('close'));
    port.close();
    if (standing) onBreak();
    else reject(noConnection());
  };
  // The port closes with the core; the desktop program says so as well, in case that was not noticed.
  const orders = (['core-again', 'line-lost'] as const).map((order) => onOrder(order, cut));
  port.addEventListener('close', cut);
  port.addEventListener('message', (event) => {
    if (event.data !== way.open && event.data !== way.closed) return;
    event.stopImmediatePropagation();
    if (event.data === way.closed) return cut();
    standing = true;
    return resolve();
  });
  const link = new PortLink<Added & ClientContext>({ port, headers });
  port.start();
  await stands;
  return link;
}

async function overSocket(url: string, onBreak: () => void): Promise<KeyedLink> {
  const socket = new WebSocket(url);
  const link = new SocketLink<Added & ClientContext>({ websocket: socket, headers });
  const { promise: stands, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => {
    reject(noConnection());
    socket.close();
  }, TRY);
  socket.addEventListener('open', () => resolve(), { once: true });
  socket.addEventListener('close', () => reject(noConnection()), { once: true });
  await stands.finally(() => clearTimeout(late));
  const endWatch = watchSilence(socket, {
    ask: () => void link.call(STILL_THERE, undefined, { context: { key: null } }).catch(() => undefined),
    dead: () => {
      socket.close();
      // On a dead line the browser waits long for the other end's goodbye.
      socket.dispatchEvent(new Event('close'));
    },
  });
  socket.addEventListener(
    'close',
    () => {
      endWatch();
      onBreak();
    },
    { once: true },
  );
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
