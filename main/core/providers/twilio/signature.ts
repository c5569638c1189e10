import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Twilio's signature over a form webhook: the URL as Twilio called it, then each parameter name with its value, names in
 * plain ordinal order; several values of one name without doubles and in order; HMAC-SHA1 with the auth token, Base64.
 */
export function signTwilio(authToken: string, url: string, params: URLSearchParams): string {
  const names = [...new Set(params.keys())].sort();
  const text = names.reduce((signed, name) => {
    const values = [...new Set(params.getAll(name))].sort();
    return signed + values.map((value) => name + value).join('');
  }, url);
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

/** Twilio signs now with, now without the port, so every reading of the same URL counts. */
function readings(url: string): string[] {
  if (!URL.canParse(url)) return [url];
  const parsed = new URL(url);
  const standard = parsed.protocol === 'https:' ? '443' : '80';
  const origin = /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  const rest = url.slice(origin.length);
  const bare = origin.replace(/:\d+$/, '');
  return [url, bare + rest, `${bare}:${standard}${rest}`];
}

/** True if the signature fits the URL with or without its port. Compares in constant time. */
export function verifyTwilio(
  authToken: string,
  signature: string,
  url: string,
  params: URLSearchParams,
): boolean {
  const given = Buffer.from(signature);
  return readings(url).some((reading) => {
    const expected = Buffer.from(signTwilio(authToken, reading, params));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}
