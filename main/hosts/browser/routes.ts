import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { readAsset } from '../common/assets.ts';
import { contentPolicy, securityHeaders } from '../common/contentPolicy.ts';
import { cookieName, isOurs, windowOf } from './access.ts';
import type { DevServer } from './dev.ts';
import { noSessionPage, notBuiltPage, usedLinkPage } from './html.ts';
import { hostScript } from './page.ts';
import type { Windows } from './windows.ts';

const YEAR = 'private, max-age=31536000, immutable';

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

  routes.use(async (c, next) => {
    // A whole address in the request line is for proxies, and would override the Host header that is checked
    // below.
    if (c.env.incoming.url?.startsWith('/') !== true) return c.text('Refused: Heed is no proxy.', 400);
    if (!isOurs(c.env.incoming.headers, port))
      return c.text('Refused: this request is not meant for Heed.', 403);
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value);
    c.header('content-security-policy', policy);
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
    return undefined;
  });

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
    const asset = await readAsset(options.staticDir, new URL(c.req.url).pathname);
    if (asset === null) {
      const built = await readAsset(options.staticDir, '/');
      return built === null ? c.html(notBuiltPage, 503) : c.text('Not found.', 404);
    }
    const cache = asset.hashed ? { 'cache-control': YEAR } : {};
    return c.body(asset.body, 200, { 'content-type': asset.type, ...cache });
  });
  return routes;
}
