import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export type Gate = {
  readonly url: string;
  /** Shut, as when the network is gone: open connections break, and no new ones are let in. */
  shut(): Promise<void>;
  open(): Promise<void>;
};

/** A way to a server that can be shut and opened again, at an address that stays. */
export async function startGate(target: string): Promise<Gate> {
  const { port, hostname } = new URL(target);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const listen = (at: number): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer((near) => {
        keep(near);
        const far = keep(connect(Number(port), hostname));
        near.pipe(far).pipe(near);
        near.on('close', () => far.destroy());
        far.on('close', () => near.destroy());
      });
      server.listen(at, '127.0.0.1', () => resolve(server));
    });
  let server = await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${own}`,
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    async open() {
      server = await listen(own);
    },
  };
}
