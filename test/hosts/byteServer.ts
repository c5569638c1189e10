import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach } from 'vitest';

const TLS = join(import.meta.dirname, '../fixtures/tls');
/** A certificate that signs itself, for this computer only; its key protects nothing else. */
export const cert = readFileSync(join(TLS, 'certificate.pem'), 'utf8');
const key = readFileSync(join(TLS, 'key.pem'), 'utf8');

const open: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];
afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

type Served = { readonly url: string; readonly requests: string[]; connections(): number };

/**
 * A server that is given bytes and answers with bytes. `onRequest` is called once a request's body is
 * there.
 */
export async function serve(
  onRequest: (socket: Socket, request: string) => void,
  options: { tls?: boolean; onConnect?: (socket: Socket) => void } = {},
): Promise<Served> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const welcome = (socket: Socket) => {
    let text = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length) return;
      requests.push(text);
      onRequest(socket, text);
      text = '';
    });
  };
  const server = options.tls ? createTlsServer({ cert, key }, welcome) : createServer(welcome);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    options.onConnect?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ server, sockets });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/x`,
    requests,
    connections: () => connections,
  };
}

/** A port on which nothing listens. */
export async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}
