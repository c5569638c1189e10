import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'hono/utils/cookie';
import type { Windows } from './windows.ts';

/** Cookies know no ports: two consoles on one machine would overwrite each other's without this. */
export const cookieName = (port: number) => `heed-${port}`;

/**
 * Whether a request may be looked at: it names us as its host (against DNS rebinding), and if it says where
 * it comes from, it comes from our own pages.
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
