import type { Server } from 'node:http';

/** A port that cannot be had. `message` is fit to print. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/** Listens on 127.0.0.1 and nowhere else; 0 takes any free port. Resolves to the port. Throws PortError. */
export function listen(
  server: Pick<Server, 'listen' | 'once' | 'off' | 'address'>,
  port: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        const message = `Port ${port} on 127.0.0.1 is in use. Choose another, or 0 for any free one.`;
        reject(new PortError(message, { cause: error }));
      } else if (error.code === 'EACCES') {
        const message = `Port ${port} may not be used by this user. Choose one above 1023.`;
        reject(new PortError(message, { cause: error }));
      } else reject(error);
    };
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new PortError('The server has no port.'));
      else resolve(address.port);
    });
  });
}
