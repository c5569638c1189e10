import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { plainAnswer, type WebhookAnswer } from '../../core/providers/door.ts';
import { readWebhook } from '../../core/providers/index.ts';
import type { Batch, WebhookAccess, WebhookRequest } from '../../core/providers/provider.ts';
import { type Limits, serverOptions } from './limits.ts';

/** What the thread of the webhook port does with its calls. */
export type Heard = {
  /** UTC milliseconds, by the clock of the console. */
  now(): number;
  /** A provider's call. Call `answer` once, when what it brought is committed. */
  letIn(connectionId: string, batch: Batch, answer: (answer: WebhookAnswer) => void): void;
  refused(connectionId: string, why: 'forbidden' | 'malformed'): void;
};

export type DoorServer = {
  readonly server: Server;
  /** See Door.admit. */
  admit(connections: ReadonlyMap<string, WebhookAccess> | null): void;
};

class Refusal extends Error {
  readonly answer: WebhookAnswer;
  constructor(status: number, body: string) {
    super(body);
    this.answer = plainAnswer(status, body);
  }
}

function send(response: ServerResponse, { status, body, contentType }: WebhookAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const headers: Record<string, string> = {
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
  };
  if (status === 503) headers['retry-after'] = '5';
  // The rest of an unread body would be taken for the next request.
  if (!response.req.complete) headers.connection = 'close';
  response.writeHead(status, headers).end(body, () => {
    // Time for the answer to be read: closing at once would reset the connection.
    if (!response.req.complete) setTimeout(() => response.req.destroy(), 500).unref();
  });
}

/** The address that the provider called, as far as a tunnel or proxy tells it. */
function calledUrl(request: IncomingMessage): string {
  const first = (name: string) =>
    String(request.headers[name] ?? '')
      .split(',')[0]
      ?.trim() ?? '';
  const protocol = first('x-forwarded-proto') === 'https' ? 'https' : 'http';
  return `${protocol}://${first('x-forwarded-host') || first('host')}${request.url ?? '/'}`;
}

/** The parts of a request by which its sender is known. */
function asWebhook(request: IncomingMessage, body: Uint8Array): WebhookRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return { method: request.method ?? 'POST', url: calledUrl(request), headers, body };
}

const FULL = new Refusal(503, 'Heed has its hands full. Try again later.');

/**
 * Serves /webhooks/{connection} only: reads, limits and checks each call, answers those that are not a
 * provider's, and passes the others on. Too large bodies are refused (413) without reading on, compressed
 * ones (415) too, and slow requests are ended. What is held at once is limited; statuses are refused first,
 * so that replies find room.
 */
export function createDoorServer(limits: Limits, heard: Heard): DoorServer {
  let admitted: ReadonlyMap<string, WebhookAccess> | null = null;
  let held = 0;
  let statuses = 0;

  async function readBody(request: IncomingMessage, count: (bytes: number) => void): Promise<Uint8Array> {
    const limit = limits.webhook.bodyBytes;
    const tooLarge = new Refusal(413, 'The body is too large.');
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge;
    const chunks: Buffer[] = [];
    let size = 0;
    // Leaving the loop must not destroy the socket, on which the refusal is still to be written.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const piece = Buffer.from(chunk);
      size += piece.length;
      if (size > limit) throw tooLarge;
      count(piece.length);
      chunks.push(piece);
    }
    return Buffer.concat(chunks);
  }

  /** The connection that is called, and how its provider is recognised. */
  function addressed(request: IncomingMessage): [string, WebhookAccess] {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const connectionId = /^\/webhooks\/([\w-]{1,64})$/.exec(path)?.[1];
    if (connectionId === undefined) throw new Refusal(404, 'Not found.');
    if (request.method !== 'POST' && request.method !== 'GET') throw new Refusal(405, 'Use POST.');
    // No provider compresses its webhooks, and a small compressed body may become very large.
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
      throw new Refusal(415, 'Send the body as it is, without content-encoding.');
    if (admitted === null) throw new Refusal(503, 'The store is not open. Try again later.');
    const access = admitted.get(connectionId);
    if (access === undefined) throw new Refusal(404, 'No such connection.');
    return [connectionId, access];
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    addressed(request);
    let mine = 0;
    let status = false;
    response.once('close', () => {
      held -= mine;
      if (status) statuses -= 1;
    });
    const body = await readBody(request, (bytes) => {
      mine += bytes;
      held += bytes;
      if (held > limits.webhook.heldBytes) throw FULL;
    });
    // Again, since who is let in may have changed while the body came in.
    const [connectionId, access] = addressed(request);
    const parsed = readWebhook(access, asWebhook(request, body), heard.now());
    if (parsed.kind === 'forbidden') {
      heard.refused(connectionId, 'forbidden');
      throw new Refusal(403, 'The credentials are not right.');
    }
    if (parsed.kind === 'malformed') {
      heard.refused(connectionId, 'malformed');
      throw new Refusal(400, parsed.detail);
    }
    if (response.destroyed) return;
    status = parsed.batch.inbound.length === 0;
    if (status) statuses += 1;
    if (statuses > limits.webhook.statuses && status) throw FULL;
    heard.letIn(connectionId, parsed.batch, (answer) => send(response, answer));
  }

  const server = createServer(serverOptions(limits, 'webhook'), (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // It was not stored, so the provider must try again.
      send(response, error instanceof Refusal ? error.answer : plainAnswer(500, 'Heed could not take this.'));
    });
  });
  server.maxConnections = limits.webhook.connections;
  return {
    server,
    admit: (connections) => {
      admitted = connections;
    },
  };
}
