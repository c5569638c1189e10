import type { ErrorTable } from '../errors.ts';
import type { Outgoing, Reconciled } from '../provider.ts';
import type { BandwidthClient } from './client.ts';
import { heedStatus, isoTime, type Row, settle } from './rows.ts';

const CLOCK_SKEW = 2 * 60_000;

function describe(row: Row, table: ErrorTable): Reconciled {
  const code = row.errorCode === null ? undefined : String(row.errorCode);
  return {
    kind: 'found',
    providerId: row.messageId,
    status: settle(heedStatus(row.messageStatus) ?? 'sent', code, table.classify),
  };
}

/**
 * Searches for a text of unknown outcome by pair, time and length, which is all that Bandwidth lists. Exactly
 * one candidate is `found`. Never returns `absent`: it is not documented how soon a text appears in the list,
 * and a wrong `absent` would send it twice. A later callback with our tag may still settle it.
 * @throws ProviderError where the list cannot be read
 */
export async function reconcileBandwidth(
  client: BandwidthClient,
  table: ErrorTable,
  message: Outgoing & { readonly attemptedAt: number; readonly knownProviderIds: readonly string[] },
  signal: AbortSignal,
): Promise<Reconciled> {
  const floor = message.attemptedAt - CLOCK_SKEW;
  const query = new URLSearchParams({
    messageDirection: 'OUTBOUND',
    sourceTn: message.from,
    destinationTn: message.to,
    limit: '100',
  });
  query.set('fromDateTime', new Date(floor).toISOString());
  const { messages } = await client.list(query, signal);
  const known = new Set(message.knownProviderIds);
  const candidates = messages.filter(
    (row) =>
      !known.has(row.messageId) &&
      row.messageLength === message.body.length &&
      (isoTime(row.receiveTime) ?? floor) >= floor,
  );
  const [only, ...others] = candidates;
  return only === undefined || others.length > 0 ? { kind: 'cannot-tell' } : describe(only, table);
}
