import { onMessagePortClose, onMessagePortMessage, postMessagePortMessage } from '@orpc/client/message-port';
import WebSocket from 'ws';
import { LIMITS } from '../../common/limits.ts';
import { LINE_CLOSED, LINE_OPEN } from '../channel.ts';
import type { WindowPort } from '../coreServer.ts';
import { DialError, dial } from './dial.ts';
import type { ConsoleAddress } from './joinLink.ts';
import type { Reached } from './messages.ts';
import { visit } from './visit.ts';

const MIB = 1024 * 1024;

/** What a line holds at most before it is cut. Bytes, milliseconds. */
const BOUNDS = {
  /** One message of the console. The longest are files of results. */
  fromConsole: 32 * MIB,
  /** What the console sent since the window last said anything: it reads no more. */
  unheard: 64 * MIB,
  /** One message of the window, and what waits for a console that does not read. */
  fromWindow: LIMITS.desk.messageBytes,
  unread: LIMITS.desk.unreadBytes,
  /** Silence of the console; half of it until it is asked. */
  silence: 20_000,
  /** For the console's yes to a socket. */
  try: 6_000,
};

export type Lines = {
  /** Whether this console can be reached and speaks as we do. */
  look(console: ConsoleAddress): Promise<Reached>;
  /** Joins a window to a console; the port is closed when either end is gone. */
  connect(console: ConsoleAddress, port: WindowPort): Promise<Reached>;
  /** The sign-in with this console is forgotten. */
  forget(address: string): void;
};

type Options = { readonly version: string; readonly agent: string; readonly bounds?: Partial<typeof BOUNDS> };

/** A socket that stands; rejects with the status where it is refused. */
function openSocket(url: string, options: WebSocket.ClientOptions): Promise<WebSocket> {
  const ws = new WebSocket(url, options);
  return new Promise((resolve, reject) => {
    ws.once('open', () => resolve(ws));
    ws.once('unexpected-response', (request, { statusCode }) => {
      request.destroy();
      reject(new Refused(statusCode ?? 0));
    });
    ws.on('error', (error) => reject(new DialError('unreachable', { cause: error })));
  });
}

class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`refused: ${status}`);
    this.status = status;
  }
}

/** Ends a window's line, and says so in a word, since some programs do not notice a closed port. */
function endPort(port: WindowPort): void {
  postMessagePortMessage(port, LINE_CLOSED);
  port.close();
}

/** Passes messages on, unread, in both ways, until one end is gone. */
function join(ws: WebSocket, port: WindowPort, bounds: typeof BOUNDS): void {
  let unheard = 0;
  let asked = false;
  ws.on('message', (data: Buffer, isBinary) => {
    unheard += data.length;
    if (unheard > bounds.unheard) return ws.terminate();
    return postMessagePortMessage(port, isBinary ? Uint8Array.from(data).buffer : String(data));
  });
  onMessagePortMessage(port, (data: unknown) => {
    unheard = 0;
    // None of our calls has a file, so a window sends words alone.
    if (typeof data !== 'string' || Buffer.byteLength(data) > bounds.fromWindow) return ws.terminate();
    if (ws.bufferedAmount > bounds.unread) return ws.terminate();
    return ws.send(data);
  });
  const heard = () => {
    asked = false;
  };
  // Each ping is answered, so a console that asks without reading the answers is cut.
  ws.on('ping', () => {
    if (ws.bufferedAmount > bounds.unread) ws.terminate();
  });
  ws.on('pong', heard);
  ws.on('message', heard);
  const timer = setInterval(() => {
    if (asked) return ws.terminate();
    asked = true;
    return ws.ping();
  }, bounds.silence / 2);
  ws.once('close', () => {
    clearInterval(timer);
    endPort(port);
  });
  onMessagePortClose(port, () => ws.terminate());
  postMessagePortMessage(port, LINE_OPEN);
  port.start();
}

/**
 * Lines from windows to consoles on other computers. All windows at one console share a cookie, as in a
 * browser; it is kept in memory alone.
 */
export function createLines(options: Options): Lines {
  const bounds = { ...BOUNDS, ...options.bounds };
  const cookies = new Map<string, Promise<string>>();

  const cookieOf = (at: ConsoleAddress): Promise<string> => {
    const { address } = at;
    const kept = cookies.get(address);
    if (kept !== undefined) return kept;
    const asked = visit(at, options).then(({ cookie }) => cookie);
    cookies.set(address, asked);
    asked.catch(() => cookies.delete(address));
    return asked;
  };

  const open = async (at: ConsoleAddress): Promise<WebSocket> => {
    const cookie = await cookieOf(at);
    const socket = await dial(at);
    try {
      return await openSocket(`${at.address.replace(/^https/, 'wss')}/rpc`, {
        createConnection: () => socket,
        origin: at.address,
        headers: { cookie, 'user-agent': options.agent },
        maxPayload: bounds.fromConsole,
        handshakeTimeout: bounds.try,
        perMessageDeflate: false,
        followRedirects: false,
      });
    } catch (error) {
      socket.destroy();
      throw error;
    }
  };

  const reached = (error?: unknown): Reached => {
    if (error === undefined) return { problem: null, version: '' };
    if (error instanceof DialError) return { problem: error.problem, version: error.version };
    const busy = !(error instanceof Refused) || error.status === 401 || error.status >= 500;
    return { problem: busy ? 'unreachable' : 'no-heed', version: '' };
  };

  return {
    look: (at) =>
      visit(at, options).then(
        ({ version }) => ({ problem: null, version }),
        (error: unknown) => reached(error),
      ),
    connect: async (at, port) => {
      let gone = false;
      onMessagePortClose(port, () => {
        gone = true;
      });
      try {
        const ws = await open(at);
        if (gone) ws.terminate();
        else join(ws, port, bounds);
        return reached();
      } catch (error) {
        // A cookie that the console does not know any more.
        if (error instanceof Refused && error.status === 401) cookies.delete(at.address);
        endPort(port);
        return reached(error);
      }
    },
    forget: (address) => {
      cookies.delete(address);
    },
  };
}
