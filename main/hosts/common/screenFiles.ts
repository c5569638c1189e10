import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { readAsset } from './assets.ts';
import { compressed } from './compressed.ts';
import { securityHeaders } from './contentPolicy.ts';
import { notBuiltPage } from './html.ts';

const YEAR = 'private, max-age=31536000, immutable';

type Bound = { Bindings: HttpBindings };

/**
 * Refuses what is not meant for us, and gives every answer the headers of a window. `isOurs` reads the
 * request's headers; `headers` are those beside the usual ones.
 */
export function guarded(options: {
  readonly policy: string;
  readonly headers?: Readonly<Record<string, string>>;
  isOurs(c: Context<Bound>): boolean;
}): MiddlewareHandler<Bound> {
  return async (c, next) => {
    // A whole address in the request line is for proxies, and would override the Host header that is checked
    // below.
    if (c.env.incoming.url?.startsWith('/') !== true) return c.text('Refused: Heed is no proxy.', 400);
    if (!options.isOurs(c)) return c.text('Refused: this request is not meant for Heed.', 403);
    await next();
    for (const [name, value] of Object.entries({ ...securityHeaders, ...options.headers }))
      c.header(name, value);
    c.header('content-security-policy', options.policy);
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
    return undefined;
  };
}

/** A file of the built screen, compressed where the browser takes that. */
export async function answerFile(c: Context, staticDir: string): Promise<Response> {
  const asset = await readAsset(staticDir, new URL(c.req.url).pathname);
  if (asset === null) {
    const built = await readAsset(staticDir, '/');
    return built === null ? c.html(notBuiltPage, 503) : c.text('Not found.', 404);
  }
  const cache = asset.hashed ? { 'cache-control': YEAR, vary: 'accept-encoding' } : {};
  const small = await compressed(asset, c.req.header('accept-encoding') ?? '');
  const encoding = small === null ? {} : { 'content-encoding': 'br' };
  return c.body(small ?? asset.body, 200, { 'content-type': asset.type, ...cache, ...encoding });
}
