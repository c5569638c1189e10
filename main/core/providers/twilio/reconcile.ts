import type { TwilioConfig } from '../../../../shared/providers/twilio.ts';
import type { AdapterDeps } from '../http.ts';
import type { Outgoing, Reconciled } from '../provider.ts';
import type { TwilioClient } from './client.ts';
import { heedStatus, rowTime } from './rows.ts';

/** Twilio's times are whole seconds, and its clock may differ from ours. */
const CLOCK_SKEW = 2 * 60_000;
const PAGES = 20;

const plain = (body: string | null) => (body ?? '').normalize('NFC').trim();

/**
 * Searches Twilio's list for a text of unknown outcome: same pair, same words, since the attempt, and not
 * known as another text. `absent` only some time after the attempt, since a text may reach the list late.
 * @throws ProviderError where the list cannot be read
 */
export async function reconcileTwilio(
  client: TwilioClient,
  config: TwilioConfig,
  deps: AdapterDeps,
  message: Outgoing & { readonly attemptedAt: number; readonly knownProviderIds: readonly string[] },
  signal: AbortSignal,
): Promise<Reconciled> {
  const known = new Set(message.knownProviderIds);
  const floor = message.attemptedAt - CLOCK_SKEW;
  const query = new URLSearchParams({ To: message.to, PageSize: '100' });
  // A text sent through a messaging service has no sender at first, so a filter would miss it.
  if (config.messagingServiceSid === undefined) query.set('From', message.from);
  let page: URLSearchParams | string = query;
  for (let count = 0; count < PAGES; count += 1) {
    const { messages, next_page_uri: next } = await client.list(page, signal);
    const recent = messages.filter((row) => (rowTime(row) ?? Number.POSITIVE_INFINITY) >= floor);
    for (const row of recent) {
      if (row.direction === 'inbound' || row.direction === 'outbound-reply' || known.has(row.sid)) continue;
      if (row.from !== null && row.from !== message.from) continue;
      if (plain(row.body) === plain(message.body)) {
        return { kind: 'found', providerId: row.sid, status: heedStatus(row.status) ?? 'sent' };
      }
      // A redacted row has lost its words, so it may be ours.
      if (plain(row.body) === '') return { kind: 'cannot-tell' };
    }
    if (next === null || recent.length === 0) {
      const early = deps.now() - message.attemptedAt < config.absentAfterSeconds * 1000;
      return early ? { kind: 'cannot-tell' } : { kind: 'absent' };
    }
    page = next;
  }
  return { kind: 'cannot-tell' };
}
