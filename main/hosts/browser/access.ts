import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'hono/utils/cookie';
import type { Windows } from './windows.ts';

/**
 * Cookies do not distinguish ports, so without the port in the name two consoles on one computer would
 * overwrite each other's.
 */
export const cookieName = (port: number) => `heed-${port}`;

/**
 * Whether a request may be handled: it names us as its host (against DNS rebinding), and its origin, if
 * given, is our own page.
 */
export function isOurs(headers: IncomingHttpHeaders, port: number): boolean {
  const { host, origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false;
  return origin === undefined || origin === `http://${host}`;
}

/** The window that a request's cookie belongs to; null without a session. */
export function windowOf(headers: IncomingHttpHeaders, port: number, windows: Windows): string | null {
  const name = cookieName(port);
  return windows.find(parse(headers.cookie ?? '', name)[name]);
}
