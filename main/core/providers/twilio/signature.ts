import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Twilio's signature of a form webhook: the URL as Twilio called it, then each parameter name with its value,
 * names in plain ordinal order; several values of one name without duplicates and in order; HMAC-SHA1 with
 * the auth token, Base64.
 */
export function signTwilio(authToken: string, url: string, params: URLSearchParams): string {
  // Collected in one pass, since anybody may send a form of a hundred thousand names before the signature is
  // checked.
  const gathered = new Map<string, Set<string>>();
  for (const [name, value] of params) {
    const values = gathered.get(name);
    if (values === undefined) gathered.set(name, new Set([value]));
    else values.add(value);
  }
  const hmac = createHmac('sha1', authToken).update(url, 'utf8');
  for (const name of [...gathered.keys()].sort()) {
    for (const value of [...(gathered.get(name) ?? [])].sort()) hmac.update(name + value, 'utf8');
  }
  return hmac.digest('base64');
}

/** Twilio signs sometimes with the port and sometimes without it, so both forms of the URL count. */
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
