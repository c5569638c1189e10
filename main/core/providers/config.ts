import { z } from 'zod';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** A provider's address: https, or plain http on this machine alone, since credentials travel with every request. */
export const BaseUrl = z
  .url({ protocol: /^https?$/, error: 'must be a web address' })
  .refine((url) => {
    // Refinements run beside the check above, also on what is no address.
    if (!URL.canParse(url)) return false;
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || LOOPBACK.includes(hostname);
  }, 'must begin with https:// unless it is on this computer')
  .transform((url) => url.replace(/\/+$/, ''));

export const RatePerSecond = z.number().positive().max(1000);

/** A number in E.164. Short codes and alphanumeric names are no contacts and no sender numbers of ours. */
export function isE164(value: unknown): value is string {
  return typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value);
}
