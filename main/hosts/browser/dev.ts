import type { IncomingMessage, Server } from 'node:http';
import { type HttpBindings, RequestError } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

export type DevServer = {
  /** Answers a request for the screen, compiled on demand. */
  handle(env: HttpBindings): Promise<Response>;
  /** Whether an upgrade is for hot reload. */
  isHotReload(request: IncomingMessage): boolean;
  close(): Promise<void>;
};

/**
 * Vite within this process, so that the screen reloads while it is edited. Behind the same checks as the
 * built screen.
 */
export async function startDev(configFile: string, server: Server): Promise<DevServer> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile,
    appType: 'spa',
    clearScreen: false,
    // Standard output is for the console's own line; Vite writes warnings to standard error.
    logLevel: 'warn',
    server: { middlewareMode: true, hmr: { server } },
  });
  return {
    handle: ({ incoming, outgoing }) =>
      new Promise((resolve, reject) => {
        outgoing.once('close', () => resolve(RESPONSE_ALREADY_SENT));
        vite.middlewares(incoming, outgoing, (error?: unknown) => {
          reject(new RequestError('The development server has no such file.', { cause: error }));
        });
      }),
    isHotReload: (request) => /^vite-/.test(request.headers['sec-websocket-protocol'] ?? ''),
    close: () => vite.close(),
  };
}
