import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { contentPolicy } from '../common/contentPolicy.ts';
import { noSessionPage, usedLinkPage } from '../common/html.ts';
import { hostScript } from '../common/page.ts';
import { answerFile, guarded } from '../common/screenFiles.ts';
import { cookieName, isOurs, windowOf } from './access.ts';
import type { DevServer } from './dev.ts';

import type { Windows } from './windows.ts';

/**
 * Everything that a window may fetch. `api` has the same checks, and needs a bearer token instead of a
 * session.
 */
export function windowRoutes(options: {
  readonly port: number;
  readonly windows: Windows;
  readonly api: Hono;
  readonly staticDir: string;
  readonly dev: DevServer | null;
}): Hono<{ Bindings: HttpBindings }> {
  const { dev, port, windows } = options;
  const sockets = [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`];
  // Hot reload writes an inline script into the page; only the development server may.
  const policy = contentPolicy(sockets, dev === null ? [] : ["'unsafe-inline'"]);
  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.use(guarded({ policy, isOurs: (c) => isOurs(c.env.incoming.headers, port) }));

  routes.get('/open', (c) => {
    const token = c.req.query('t') ?? '';
    // A browser that has a session keeps it, since its other windows use it.
    if (windowOf(c.env.incoming.headers, port, windows) !== null) {
      return windows.spend(token) ? c.redirect('/', 303) : c.html(usedLinkPage, 403);
    }
    const cookie = windows.redeem(token);
    if (cookie === null) return c.html(usedLinkPage, 403);
    c.header('set-cookie', `${cookieName(port)}=${cookie}; Path=/; HttpOnly; SameSite=Strict`);
    return c.redirect('/', 303);
  });

  routes.route('/', options.api);

  routes.get('*', async (c) => {
    if (windowOf(c.env.incoming.headers, port, windows) === null) {
      return c.html(noSessionPage(c.req.header('sec-fetch-site') === 'cross-site'), 401);
    }
    if (c.req.path === '/host.js')
      return c.body(hostScript, 200, { 'content-type': 'text/javascript; charset=utf-8' });
    if (dev !== null) return dev.handle(c.env);
    return answerFile(c, options.staticDir);
  });
  return routes;
}
