import { extname } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { DeskDoor } from '../../core/base/ports.ts';
import { contentPolicy } from '../common/contentPolicy.ts';
import { hostScript } from '../common/page.ts';
import { answerFile, guarded } from '../common/screenFiles.ts';
import { VERSION_HEADER, versionAbove } from '../common/version.ts';
import { addressOf, isOurs, newCookie, tokenIn } from './guest.ts';

const version = versionAbove(import.meta.dirname);

/** A year: browsers then never try this name without encryption. Seconds. */
const HSTS = { 'strict-transport-security': 'max-age=31536000' };

/** A request that brings something along; nothing here reads it. */
const hasBody = (headers: Headers) =>
  headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0;

/**
 * What a desk may fetch: the files of the screen, which are the same for everybody and hold nothing of the
 * organisation. Neither REST nor its pages, no one-time links, no webhooks.
 */
export function deskRoutes(options: {
  readonly door: DeskDoor;
  readonly staticDir: string;
  /** Whether a token is in use: somebody is signed in with it, or a window holds it. */
  inUse(token: string): boolean;
}): Hono<{ Bindings: HttpBindings }> {
  const { origin, proxy } = options.door;
  const routes = new Hono<{ Bindings: HttpBindings }>();
  const policy = contentPolicy([origin.replace('https:', 'wss:')]);
  routes.use(guarded({ policy, headers: HSTS, isOurs: (c) => isOurs(c.env.incoming.headers, origin) }));
  routes.use(async (c, next) => {
    const { incoming } = c.env;
    if (addressOf(incoming.socket.remoteAddress ?? '', incoming.headers, proxy) === null) {
      const why = 'Refused: the reverse proxy must send X-Forwarded-For, and X-Forwarded-Proto: https.';
      return c.text(why, 403);
    }
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return c.text('There is nothing to send to.', 405);
    if (hasBody(c.req.raw.headers)) return c.text('There is nothing to send to.', 413);
    return next();
  });
  // A page asks for this script by itself, so the cookie comes along even where a link of another site led to
  // the page; a token that nobody uses any more is not given to the next person at that browser.
  routes.get('/host.js', (c) => {
    const token = tokenIn(c.env.incoming.headers);
    if (token === null || !options.inUse(token)) c.header('set-cookie', newCookie());
    // The desktop program, which brings its own screen, sees from it whether the two fit.
    c.header(VERSION_HEADER, version);
    return c.body(hostScript, 200, { 'content-type': 'text/javascript; charset=utf-8' });
  });
  // The screen has one page; it knows its places by what stands behind the #.
  routes.get('*', async (c) =>
    c.req.path === '/' || extname(c.req.path) !== ''
      ? answerFile(c, options.staticDir)
      : c.text('Not found.', 404),
  );
  return routes;
}
