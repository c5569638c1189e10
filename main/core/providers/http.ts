import type { LookupFunction } from 'node:net';
import type { z } from 'zod';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { type PlainFetch, plainFetch, TOO_LONG } from './plainFetch.ts';
import { ProviderError, STOPPED } from './provider.ts';

/** A shorter password is left alone, since it would be found in ordinary words. */
const SHORTEST_SECRET = 8;

/** What must not be repeated of a request: its Authorization header, and the password in it. */
function credentialsIn(authorization: string): string[] {
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  if (scheme.toLowerCase() !== 'basic') return [authorization, value];
  const pair = Buffer.from(value, 'base64').toString();
  return [authorization, value, pair, pair.slice(pair.indexOf(':') + 1)];
}

/**
 * A provider's error text without the credentials of the request that it answers: some servers, and proxies
 * in between, repeat what they were sent, and error texts are kept and shown.
 */
function withoutCredentials(text: string, authorization: string | undefined): string {
  if (authorization === undefined) return text;
  const forms = credentialsIn(authorization)
    .filter((each) => each.length >= SHORTEST_SECRET)
    .flatMap((each) => [each, JSON.stringify(each).slice(1, -1), encodeURIComponent(each)]);
  return forms.reduce((rest, form) => rest.replaceAll(form, '…'), text);
}

/** What every adapter gets from outside. */
export type AdapterDeps = {
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly fetch?: PlainFetch;
  /** Milliseconds to wait for an answer; 20 seconds, if left out. */
  readonly timeoutMs?: number;
};

/**
 * How a request ended. `not-sent`: it never reached the provider; `cut`: it may have, and no whole answer
 * came. That decides whether a text may be sent again.
 */
export type Exchange =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly kind: 'not-sent'; readonly code: string; readonly detail: Stored }
  | { readonly kind: 'cut'; readonly detail: Stored };

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** See Outgoing. */
  readonly mayLeave?: (() => boolean) | undefined;
  /** Bytes of the answer at most, where it is a file. */
  readonly longest?: number | undefined;
  /** Looks the host's name up, and may refuse. */
  readonly lookup?: LookupFunction | undefined;
};

/**
 * Failures before the connection was made: name resolution, refusal, no route, and everything about the
 * certificate.
 */
const NEVER_LEFT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/**
 * Marks a `not-sent` outcome where the other side could not be reached, as opposed to one that was stopped
 * here.
 */
export function reach(code: string): { readonly unreachable?: true } {
  return code === STOPPED || code === 'aborted' ? {} : { unreachable: true };
}

type Cause = { readonly code?: unknown; readonly syscall?: unknown; readonly errors?: readonly Cause[] };

function neverLeft(cause: Cause): boolean {
  if (cause.errors !== undefined && cause.errors.length > 0) return cause.errors.every(neverLeft);
  if (cause.syscall === 'connect') return true;
  return typeof cause.code === 'string' && NEVER_LEFT.test(cause.code);
}

function causeOf(error: unknown): Cause {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  return typeof cause === 'object' && cause !== null ? cause : {};
}

type Reached =
  | {
      readonly kind: 'reached';
      readonly status: number;
      readonly headers: Headers;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'too-large' }
  | Exclude<Exchange, { readonly kind: 'answer' }>;

async function reached(deps: AdapterDeps, request: HttpRequest, signal: AbortSignal): Promise<Reached> {
  const stopped = { kind: 'not-sent', code: STOPPED, detail: keep('provider:guardStopped') } as const;
  if (request.mayLeave?.() === false) return stopped;
  if (signal.aborted) return { kind: 'not-sent', code: 'aborted', detail: keep('provider:stopped') };
  const limit = AbortSignal.timeout(deps.timeoutMs ?? 20_000);
  try {
    const answer = await (deps.fetch ?? plainFetch)(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, limit]),
      // The time limit includes connecting.
      mayLeave: request.mayLeave,
      longest: request.longest,
      lookup: request.lookup,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const { status, headers } = answer;
    return { kind: 'reached', status, headers, body: new Uint8Array(await answer.arrayBuffer()) };
  } catch (error) {
    const cause = causeOf(error);
    const code = typeof cause.code === 'string' ? cause.code : 'no-answer';
    if (code === STOPPED) return stopped;
    if (code === TOO_LONG && request.longest !== undefined) return { kind: 'too-large' };
    const host = written(new URL(request.url).host);
    if (neverLeft(cause))
      return { kind: 'not-sent', code, detail: keep('provider:unreachable', { host, code: written(code) }) };
    if (limit.aborted) return { kind: 'cut', detail: keep('provider:noAnswer', { host }) };
    return { kind: 'cut', detail: keep('provider:broke', { host }) };
  }
}

/**
 * Sends one request and returns how it ended. Never throws, and never follows a redirect, which would pass
 * the credentials on.
 */
export async function exchange(
  deps: AdapterDeps,
  request: Omit<HttpRequest, 'longest'>,
  signal: AbortSignal,
): Promise<Exchange> {
  const answer = await reached(deps, request, signal);
  // Only a request with a limit of its own can end so.
  if (answer.kind === 'too-large') throw new Error('An answer without a limit was too long.');
  if (answer.kind !== 'reached') return answer;
  const { status, headers } = answer;
  const whole = new TextDecoder().decode(answer.body);
  // A good answer is data, and a text may hold any words. An error answer may be shown, so credentials are
  // removed from it.
  const text = status < 400 ? whole : withoutCredentials(whole, request.headers.authorization);
  return { kind: 'answer', status, headers, text };
}

export type Download =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly body: Uint8Array }
  /** Longer than `longest`, by its header or as it came; the rest was not read. */
  | { readonly kind: 'too-large' }
  | Exclude<Exchange, { readonly kind: 'answer' }>;

/** Fetches a file of at most `longest` bytes. Never throws, and never follows a redirect. */
export async function download(
  deps: AdapterDeps,
  request: Pick<HttpRequest, 'url' | 'headers' | 'lookup'> & { readonly longest: number },
  signal: AbortSignal,
): Promise<Download> {
  const answer = await reached(deps, { ...request, method: 'GET' }, signal);
  return answer.kind === 'reached' ? { ...answer, kind: 'answer' } : answer;
}

/** The JSON of an answer; undefined for HTML, cut JSON and the like. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds of a value of Retry-After, which gives seconds or a date. */
export function readRetryAfter(value: string | null | undefined, now: number): number | undefined {
  if (value === null || value === undefined) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}

/** Milliseconds that an answer asks to wait; undefined: it does not say. */
export const retryAfter = (headers: Headers, now: number): number | undefined =>
  readRetryAfter(headers.get('retry-after'), now);

/**
 * The words of an answer that should be XML, not parsed yet.
 * @throws ProviderError with a sentence for an admin
 */
export function readXml(name: string, answer: Exchange, now: number): string {
  const { status, text } = mustAnswer(name, answer, now);
  if (status >= 200 && status < 300) return text;
  throw new ProviderError('malformed', keep('provider:read.unexpected', { provider: written(name), status }));
}

/**
 * Reads an answer that should be a JSON document of this shape.
 * @throws ProviderError with a sentence for an admin
 */
export function readAnswer<T>(name: string, given: Exchange, schema: z.ZodType<T>, now: number): T {
  const provider = written(name);
  const answer = mustAnswer(name, given, now);
  const { status } = answer;
  const parsed = status >= 200 && status < 300 ? schema.safeParse(jsonOf(answer.text)) : undefined;
  if (parsed === undefined || !parsed.success) {
    const key = /^\s*</.test(answer.text) ? 'provider:read.webPage' : 'provider:read.unexpected';
    throw new ProviderError('malformed', keep(key, { provider, status }));
  }
  return parsed.data;
}

/** An answer that came and is no refusal. @throws ProviderError with a sentence for an admin */
function mustAnswer(name: string, answer: Exchange, now: number): Exchange & { readonly kind: 'answer' } {
  const provider = written(name);
  if (answer.kind !== 'answer')
    throw new ProviderError(
      'unreachable',
      keep('provider:read.notReached', { provider, detail: answer.detail }),
    );
  const { status } = answer;
  if (status === 401 || status === 403) {
    throw new ProviderError('credentials', keep('provider:read.credentials', { provider, status }));
  }
  if (status === 429) {
    const retryAfterMs = retryAfter(answer.headers, now);
    throw new ProviderError('rate-limited', keep('provider:read.tooMany', { provider }), {
      retryAfterMs,
    });
  }
  if (status >= 500)
    throw new ProviderError('unreachable', keep('provider:read.fault', { provider, status }));
  if (status === 404) {
    throw new ProviderError('credentials', keep('provider:read.unknownAccount', { provider }));
  }
  return answer;
}
