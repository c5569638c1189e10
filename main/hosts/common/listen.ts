import type { Server } from 'node:http';
import { keep } from '../../../shared/text/stored.ts';
import { HostError } from './problem.ts';

/** A port that cannot be had. */
export class PortError extends HostError {}

/**
 * Listens on 127.0.0.1 and nowhere else, unless another address is named; 0 takes any free port. Resolves to
 * the port. Throws PortError.
 */
export function listen(
  server: Pick<Server, 'listen' | 'once' | 'off' | 'address'>,
  port: number,
  host = '127.0.0.1',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(new PortError(keep('host:portInUse', { port }), { cause: error }));
      } else if (error.code === 'EACCES') {
        reject(new PortError(keep('host:portForbidden', { port }), { cause: error }));
      } else reject(error);
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new PortError(keep('host:noPort')));
      else resolve(address.port);
    });
  });
}
