import { z } from 'zod';
import type { TwilioConfig } from '../../../../shared/providers/twilio.ts';
import { isLoopbackUrl, publicLookup } from '../addressKind.ts';
import { type AdapterDeps, type Download, download, jsonOf, retryAfter } from '../http.ts';
import { pictureAnswer } from '../pictureAnswer.ts';
import type { PictureAnswer, PictureAsked } from '../provider.ts';
import type { TwilioClient } from './client.ts';

const MediaList = z.looseObject({
  media_list: z.array(z.looseObject({ sid: z.string().regex(/^ME[0-9a-fA-F]{32}$/) })),
});

/**
 * Redirects in a row. Twilio answers with a signed address that is good for a while, at one or two hosts in
 * turn (twilio.com/docs/messaging/api/media-resource).
 */
const MOST_REDIRECTS = 3;

/** Where Twilio's signed addresses lead: its own hosts for media, and its part of a public store. */
function isTwilioMedia({ protocol, hostname, port, pathname }: URL): boolean {
  if (protocol !== 'https:' || port !== '') return false;
  if (hostname.endsWith('.twiliocdn.com')) return true;
  return hostname === 's3-external-1.amazonaws.com' && pathname.startsWith('/media.twiliocdn.com/');
}

/**
 * The address that a redirect may lead to; null where it leads elsewhere. A test server on this computer may
 * send to itself.
 */
function redirectOf(base: string, from: string, to: string | null): URL | null {
  if (to === null || !URL.canParse(to, from)) return null;
  const url = new URL(to, from);
  if (url.username !== '' || url.password !== '') return null;
  const own = isLoopbackUrl(base) && url.origin === new URL(base).origin;
  return own || isTwilioMedia(url) ? url : null;
}

/**
 * Fetches a picture. The text's id alone says where it is: no address from outside is used, and what follows
 * a redirect goes to Twilio's own hosts, without credentials.
 */
export async function twilioPicture(
  client: TwilioClient,
  config: TwilioConfig,
  deps: AdapterDeps,
  { providerId, position, longest }: PictureAsked,
  signal: AbortSignal,
): Promise<PictureAnswer> {
  const wait = (headers: Headers) => retryAfter(headers, deps.now());
  const listed = await client.mediaList(providerId, signal);
  if (listed.kind !== 'answer' || listed.status !== 200)
    return pictureAnswer(listed.kind === 'answer' ? { ...listed, body: new Uint8Array() } : listed, wait);
  const list = MediaList.safeParse(jsonOf(listed.text));
  if (!list.success) return { kind: 'later' };
  const sid = list.data.media_list[position]?.sid;
  if (sid === undefined) return { kind: 'refused', why: 'gone' };
  let answer: Download = await client.media(providerId, sid, longest, signal);
  let from = config.baseUrl;
  for (let hop = 0; hop < MOST_REDIRECTS && isRedirect(answer); hop += 1) {
    const url = redirectOf(config.baseUrl, from, answer.headers.get('location'));
    if (url === null) break;
    from = url.href;
    const lookup = isLoopbackUrl(from) ? undefined : publicLookup;
    answer = await download(deps, { url: from, headers: {}, longest, lookup }, signal);
  }
  return pictureAnswer(answer, wait);
}

function isRedirect(answer: Download): answer is Extract<Download, { readonly kind: 'answer' }> {
  return answer.kind === 'answer' && answer.status >= 300 && answer.status < 400;
}
