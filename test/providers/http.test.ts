import { describe, expect, it } from 'vitest';
import { exchange, retryAfter } from '../../main/core/providers/http.ts';
import { quiet } from './harness.ts';

const request = { method: 'POST', url: 'https://api.example.test/x', headers: {}, body: 'a' } as const;
const failing =
  (cause: unknown): typeof fetch =>
  () =>
    Promise.reject(new TypeError('fetch failed', { cause }));
const coded = (code: string, over: object = {}) => Object.assign(new Error(code), { code, ...over });

describe('how a request ended', () => {
  it.each([
    ['ECONNREFUSED', coded('ECONNREFUSED')],
    ['ENOTFOUND', coded('ENOTFOUND')],
    ['EAI_AGAIN', coded('EAI_AGAIN')],
    ['ENETUNREACH', coded('ENETUNREACH')],
    ['UND_ERR_CONNECT_TIMEOUT', coded('UND_ERR_CONNECT_TIMEOUT')],
    ['a connect that timed out', coded('ETIMEDOUT', { syscall: 'connect' })],
    ['a certificate that is not valid', coded('CERT_HAS_EXPIRED')],
    [
      'every address refused',
      Object.assign(new AggregateError([]), { errors: [coded('ECONNREFUSED'), coded('EHOSTUNREACH')] }),
    ],
  ])('%s: it never left', async (_, cause) => {
    expect(await exchange({ now: () => 0, fetch: failing(cause) }, request, quiet())).toMatchObject({
      kind: 'not-sent',
    });
  });

  it.each([
    ['ECONNRESET', coded('ECONNRESET', { syscall: 'read' })],
    ['EPIPE', coded('EPIPE', { syscall: 'write' })],
    ['UND_ERR_SOCKET', coded('UND_ERR_SOCKET')],
    ['UND_ERR_HEADERS_TIMEOUT', coded('UND_ERR_HEADERS_TIMEOUT')],
    ['ETIMEDOUT while reading', coded('ETIMEDOUT', { syscall: 'read' })],
    [
      'one address refused, another cut',
      Object.assign(new AggregateError([]), { errors: [coded('ECONNREFUSED'), coded('ECONNRESET')] }),
    ],
    ['something without a code', new Error('odd')],
    ['nothing at all', undefined],
  ])('%s: it may have arrived', async (_, cause) => {
    expect(await exchange({ now: () => 0, fetch: failing(cause) }, request, quiet())).toMatchObject({
      kind: 'cut',
    });
  });

  it('is cut where the answer breaks off after its head', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(coded('ECONNRESET')) });
    const fetchHalf: typeof fetch = () => Promise.resolve(new Response(body, { status: 201 }));
    expect(await exchange({ now: () => 0, fetch: fetchHalf }, request, quiet())).toMatchObject({
      kind: 'cut',
    });
  });

  it('sends nothing once it was called off', async () => {
    const never: typeof fetch = () => {
      throw new Error('It was sent.');
    };
    expect(await exchange({ now: () => 0, fetch: never }, request, AbortSignal.abort())).toMatchObject({
      kind: 'not-sent',
    });
  });

  it.each([
    ['7', 7000],
    ['0.5', 500],
    ['Thu, 01 Jan 1970 00:00:09 GMT', 8000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', undefined],
  ])('waits for Retry-After %s', (value, expected) => {
    expect(retryAfter(new Headers({ 'retry-after': value }), 1000)).toBe(expected);
  });
});
