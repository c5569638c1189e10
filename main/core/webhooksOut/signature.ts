import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * An endpoint's secret in the form of Standard Webhooks: `whsec_` and the key as base64. `key`: 24 to 64
 * random bytes.
 */
export const secretOf = (key: Uint8Array) => `${PREFIX}${Buffer.from(key).toString('base64')}`;

/**
 * The header `webhook-signature` of Standard Webhooks (www.standardwebhooks.com): `v1,` and the HMAC-SHA256
 * over id, time stamp (UTC seconds) and body, joined by full stops, as base64. `secret`: in the form of
 * `secretOf`.
 */
export function signature(secret: string, id: string, timestamp: string, body: string): string {
  const hmac = createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'));
  return `v1,${hmac.update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
