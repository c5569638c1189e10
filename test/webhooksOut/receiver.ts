import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type Socket } from 'node:net';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { afterEach, vi } from 'vitest';

export type Received = {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly method: string | undefined;
};
export type Answering = (response: ServerResponse, received: Received) => void;

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const ok: Answering = (response) => response.writeHead(204).end();
export const statusOnly =
  (code: number, headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(code, headers).end('sorry');

/** A real HTTP server on loopback that keeps what it got; its answers can be changed at any time. */
export async function receiver(answer: Answering = ok) {
  const got: Received[] = [];
  const state = { answer };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received = {
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        method: request.method,
      };
      got.push(received);
      state.answer(response, received);
    });
  });
  const url = await listening(server, () => server.closeAllConnections());
  return {
    url: `${url}/hook`,
    got,
    answer: (next: Answering) => {
      state.answer = next;
    },
  };
}

/** A server that accepts connections and does not speak HTTP. */
export async function socketServer(talk: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>();
  const server = createSocketServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    talk(socket);
  });
  return listening(server, () => {
    for (const socket of open) socket.destroy();
  });
}

function listening(server: ReturnType<typeof createSocketServer>, drop: () => void): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      cleanUp.push(
        () =>
          new Promise((done) => {
            server.close(() => done());
            drop();
          }),
      );
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

/** The result of the library that receivers use, at the time when it was signed. */
export function signatureFits({ headers, body }: Received, secret: string): boolean {
  vi.setSystemTime(Number(headers['webhook-timestamp']) * 1000);
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  } finally {
    vi.useRealTimers();
  }
}
