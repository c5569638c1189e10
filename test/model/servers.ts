import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookAnswer } from '../../main/core/providers/door.ts';
import type { WebhookRequest } from '../../main/core/providers/provider.ts';

export type LocalServer = { readonly url: string; close(): Promise<void> };

/** The whole body; null where the caller broke off and expects no answer. */
async function read(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

async function listen(server: Server): Promise<LocalServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Letter = { readonly headers: Record<string, string>; readonly body: string };

/** What proves who called, and says how to read the body. */
const CARRIED = ['authorization', 'content-type', 'x-twilio-signature'] as const;

/**
 * Stands between the simulator and Heed's webhook port: accepts every event at once and keeps it, so that a
 * test decides when it arrives, in which order, and how often.
 */
export async function startMailbox(): Promise<LocalServer & { readonly letters: Letter[] }> {
  const letters: Letter[] = [];
  const server = await listen(
    createServer(async (request, response) => {
      const body = (await read(request))?.toString('utf8');
      if (body === undefined) return;
      const kept = CARRIED.flatMap((name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      });
      letters.push({ headers: Object.fromEntries(kept), body });
      response.writeHead(200).end('ok');
    }),
  );
  return { ...server, letters };
}

/** A webhook port over HTTP: `/<connection>` goes to whichever console is open at that moment. */
export async function startWebhookPort(): Promise<
  LocalServer & { use(take: (connectionId: string, request: WebhookRequest) => WebhookAnswer): void }
> {
  let take: (connectionId: string, request: WebhookRequest) => WebhookAnswer = () => ({
    status: 503,
    body: '',
    contentType: 'text/plain',
  });
  const server = await listen(
    createServer(async (request, response) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const body = await read(request);
      if (body === null) return;
      const answer = take((request.url ?? '').slice(1), {
        method: request.method ?? 'POST',
        url: request.url ?? '',
        headers,
        body,
      });
      response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
    }),
  );
  return {
    ...server,
    use: (next) => {
      take = next;
    },
  };
}
