import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { App } from '../../core/app.ts';
import type { Logger } from '../../core/ports.ts';
import { LIMITS, type Limits, serverOptions } from './limits.ts';
import { listen } from './listen.ts';

export type WebhookServer = {
  /** http://127.0.0.1:port */
  readonly base: string;
  readonly port: number;
  /** Until the core is there, providers are told to come again. */
  serve(app: Pick<App, 'webhook'>): void;
  close(): Promise<void>;
};

class TooLarge extends Error {}

async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new TooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the socket: the refusal still has to be written to it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const piece = Buffer.from(chunk);
    size += piece.length;
    if (size > limit) throw new TooLarge();
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  const headers: Record<string, string> = { 'content-type': type, 'x-content-type-options': 'nosniff' };
  if (status === 503) headers['retry-after'] = '5';
  // What is left of a body that nobody reads would be taken for the next request.
  if (!response.req.complete) headers.connection = 'close';
  response.writeHead(status, headers).end(body, () => {
    // A moment for the answer to be read: closing at once would reset the connection under it.
    if (!response.req.complete) setTimeout(() => response.req.destroy(), 500).unref();
  });
}

/** The address that the provider called, as far as a tunnel or proxy in front of us tells it. */
function calledUrl(request: IncomingMessage): string {
  const first = (name: string) =>
    String(request.headers[name] ?? '')
      .split(',')[0]
      ?.trim() ?? '';
  const protocol = first('x-forwarded-proto') === 'https' ? 'https' : 'http';
  return `${protocol}://${first('x-forwarded-host') || first('host')}${request.url ?? '/'}`;
}

async function handle(
  app: Pick<App, 'webhook'> | null,
  request: IncomingMessage,
  response: ServerResponse,
  limits: Limits,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const connectionId = /^\/webhooks\/([\w-]{1,64})$/.exec(path)?.[1];
  if (connectionId === undefined) return answer(response, 404, 'Not found.');
  if (request.method !== 'POST' && request.method !== 'GET') return answer(response, 405, 'Use POST.');
  // Neither provider packs its webhooks, and what is packed small may unpack to anything.
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    return answer(response, 415, 'Send the body as it is, without content-encoding.');
  if (app === null) return answer(response, 503, 'Heed is starting.');
  const body = await readBody(request, limits.webhook.bodyBytes);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const url = calledUrl(request);
  const result = await app.webhook(connectionId, { method: request.method, url, headers, body });
  answer(response, result.status, result.body, result.contentType);
}

/**
 * Serves /webhooks/{connection} on a port of its own and nothing else. Bodies that are too large are refused (413) without reading on,
 * packed ones (415) too, and requests that dawdle are cut off: the figures are in limits.ts. Rejects when the port is in use.
 */
export async function startWebhookServer(options: {
  readonly port: number;
  readonly log: Logger;
  readonly limits?: Limits;
}): Promise<WebhookServer> {
  let app: Pick<App, 'webhook'> | null = null;
  const limits = options.limits ?? LIMITS;
  const server: Server = createServer(serverOptions(limits, 'webhook'), (request, response) => {
    handle(app, request, response, limits).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return response.destroy();
      if (error instanceof TooLarge) return answer(response, 413, 'The body is too large.');
      options.log.error('webhook-failed', { name: error instanceof Error ? error.name : 'unknown' });
      // Not stored, as far as we know: the provider must try again.
      return answer(response, 500, 'Heed could not take this.');
    });
  });
  server.maxConnections = limits.both.connections;
  const port = await listen(server, options.port);
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    serve: (started) => {
      app = started;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
}
