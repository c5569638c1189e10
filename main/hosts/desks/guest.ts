import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'hono/utils/cookie';
import ipaddr from 'ipaddr.js';

/** The browser takes it over TLS alone, for this host alone, and keeps it from pages. */
const COOKIE = '__Host-heed-desk';
/** 256 random bits, base64url. */
const TOKEN = /^[\w-]{43}$/;

/** What a desk's browser keeps; null: nothing of ours. Worth something only once somebody has signed in. */
export function tokenIn(headers: IncomingHttpHeaders): string | null {
  const token = parse(headers.cookie ?? '', COOKIE)[COOKIE];
  return token !== undefined && TOKEN.test(token) ? token : null;
}

/** The header that gives a browser a new token. */
export const newCookie = (): string =>
  `${COOKIE}=${randomBytes(32).toString('base64url')}; Path=/; Secure; HttpOnly; SameSite=Strict`;

/**
 * Whether a request may be handled: it names the public address as its host (against DNS rebinding), and its
 * origin, if given, is our own page.
 */
export function isOurs(headers: IncomingHttpHeaders, origin: string): boolean {
  if (headers.host?.toLowerCase() !== new URL(origin).host) return false;
  return headers.origin === undefined || headers.origin === origin;
}

const sameAddress = (a: string, b: string) =>
  ipaddr.isValid(a) && ipaddr.isValid(b) && ipaddr.process(a).toString() === ipaddr.process(b).toString();

/** Whether a connection may be had at all: behind a proxy the proxy's alone. */
export const mayCall = (peer: string | undefined, proxy: string | null): boolean =>
  proxy === null || (peer !== undefined && sameAddress(peer, proxy));

const lastOf = (value: string | string[] | undefined) =>
  [value ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? '';

/**
 * The network address of the desk. Behind a proxy the one that the proxy itself saw, which it puts at the end
 * of X-Forwarded-For; elsewhere that header is anybody's, and not read. Null: the proxy does not say who
 * calls, or that the way to it is encrypted.
 */
export function addressOf(peer: string, headers: IncomingHttpHeaders, proxy: string | null): string | null {
  const address = proxy === null ? peer : lastOf(headers['x-forwarded-for']);
  if (!ipaddr.isValid(address)) return null;
  if (proxy !== null && lastOf(headers['x-forwarded-proto']) !== 'https') return null;
  return ipaddr.process(address).toString();
}

const BROWSERS = [
  ['Heed', /Electron\//],
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
] as const;
const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux|X11/],
] as const;

/** Browser and system as the desk names them itself, such as "Firefox, Windows"; empty: unknown. */
export function deviceOf(agent: string | undefined): string {
  const first = (kinds: readonly (readonly [string, RegExp])[]) =>
    kinds.find(([, sign]) => sign.test(agent ?? ''))?.[0];
  return [first(BROWSERS), first(SYSTEMS)].filter((word) => word !== undefined).join(', ');
}
