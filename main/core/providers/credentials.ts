/** A shorter password would be found in ordinary words. */
const SHORTEST = 8;

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
export function withoutCredentials(text: string, authorization: string | undefined): string {
  if (authorization === undefined) return text;
  const forms = credentialsIn(authorization)
    .filter((each) => each.length >= SHORTEST)
    .flatMap((each) => [each, JSON.stringify(each).slice(1, -1), encodeURIComponent(each)]);
  return forms.reduce((rest, form) => rest.replaceAll(form, '…'), text);
}
