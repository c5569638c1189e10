import type { OftenLimit } from '../../../shared/contract/settings.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { mayHaveLeft } from './mayHaveLeft.ts';

const DAY = 86_400_000;

/** First texts to one person that may have left since a moment, as SQL; the later ones first. */
const LEFT = `FROM message m INDEXED BY message_subject
  WHERE m.subject = ? AND m.kind = 'initial' AND m.state <> 'queued' AND ${mayHaveLeft('m')}
    AND coalesce(m.claimed_at, m.at) > ? AND NOT EXISTS (SELECT 1 FROM conversation c
      JOIN campaign k ON k.id = c.campaign_id WHERE c.id = m.conversation_id AND k.is_test = 1)`;

/**
 * Until when no further first text may leave to a person, since campaigns have texted them as often as the
 * organisation allows; UTC milliseconds, null where one may leave now. `messageId`: the text that is asked
 * about, which does not count itself. Finds the person's texts by their index, so a claim stays quick.
 */
export function oftenUntil(
  db: Reader,
  limit: OftenLimit | null,
  subject: string,
  now: number,
  messageId: string | null,
): number | null {
  if (limit === null) return null;
  const span = limit.days * DAY;
  const row = one<{ at: number }>(
    db,
    `SELECT coalesce(m.claimed_at, m.at) AS at ${LEFT} AND m.id IS NOT ? ORDER BY 1 DESC LIMIT 1 OFFSET ?`,
    subject,
    now - span,
    messageId,
    limit.most - 1,
  );
  return row ? row.at + span : null;
}

/** Those of the subjects to whom no first text may leave now for that reason. */
export function textedOften(
  db: Reader,
  limit: OftenLimit | null,
  subjects: readonly string[],
  now: number,
): Set<string> {
  if (limit === null || subjects.length === 0) return new Set();
  const rows = all<{ subject: string }>(
    db,
    `SELECT j.value AS subject FROM json_each(?) j WHERE ? <= (SELECT count(*) ${LEFT.replace('= ?', '= j.value')})`,
    JSON.stringify(subjects),
    limit.most,
    now - limit.days * DAY,
  );
  return new Set(rows.map(({ subject }) => subject));
}
