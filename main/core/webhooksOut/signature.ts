import { createHmac } from 'node:crypto';

/**
 * The header `heed-signature`: HMAC-SHA256 over id, time stamp (UTC seconds) and body, joined by full stops, as lower-case hex. The
 * key is the secret as it was shown, its prefix included.
 */
export function signature(secret: string, id: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('hex')}`;
}
