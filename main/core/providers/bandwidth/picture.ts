import { type BandwidthConfig, bandwidth as facts } from '../../../../shared/providers/bandwidth.ts';
import { type AdapterDeps, retryAfter } from '../http.ts';
import { pictureAnswer } from '../pictureAnswer.ts';
import type { PictureAnswer, PictureAsked } from '../provider.ts';
import type { BandwidthClient } from './client.ts';

/** Bandwidth's own address, which callbacks name also where requests go through a proxy. */
const OWN = new URL(facts.fields.baseUrl.form.placeholder).origin;
/** A name of a file, as Bandwidth makes it; no dots alone, and nothing that ends a path. */
const FILE = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.~%@!$&'()*+,;=:-]+(?:\/[\w.~%@!$&'()*+,;=:-]+)*$/;

/**
 * The part below the account's media of an address in a callback; null where it is anything else. Only this
 * part is used, so that credentials go to the connection's own address and nowhere else. Bandwidth stores
 * media for 48 hours (dev.bandwidth.com/docs/messaging/media).
 */
function mediaFile(config: BandwidthConfig, source: string): string | null {
  if (!URL.canParse(source)) return null;
  const { origin, pathname, username, password } = new URL(source);
  const theirs = origin === OWN || origin === new URL(config.baseUrl).origin;
  if (!theirs || username !== '' || password !== '') return null;
  const above = `/api/v2/users/${config.accountId}/media/`;
  const at = pathname.indexOf(above);
  const file = at === -1 ? '' : pathname.slice(at + above.length);
  return FILE.test(file) && !/%(?:2e|2f|5c)/i.test(file) ? file : null;
}

export async function bandwidthPicture(
  client: BandwidthClient,
  config: BandwidthConfig,
  deps: AdapterDeps,
  asked: PictureAsked,
  signal: AbortSignal,
): Promise<PictureAnswer> {
  const file = mediaFile(config, asked.source);
  if (file === null) return { kind: 'refused', why: 'elsewhere' };
  const answer = await client.media(file, asked.longest, signal);
  if (answer.kind === 'no-token') return { kind: 'later' };
  return pictureAnswer(answer, (headers) => retryAfter(headers, deps.now()));
}
