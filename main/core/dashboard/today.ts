import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { calendarOf, ownZone } from './days.ts';

/** What texters did in a campaign since the day began, by account. */
export type Today = {
  /** First texts that left; null: nobody wrote them. */
  readonly sent: ReadonlyMap<string | null, number>;
  /** Contacts who were written back to. */
  readonly answered: ReadonlyMap<string, number>;
};

/**
 * The statements of a day’s work. Exported so that a test can ask how SQLite would run them. Contacts who
 * were hidden from texters since count too: a number that sank would tell of an automatic opt-out.
 * `forTexters`: so does a reply that such an opt-out cancelled.
 */
export function todayStatements(campaignId: string, from: number, forTexters: boolean) {
  const cancelled = forTexters ? "OR c.opt_state = 'automatic'" : '';
  return {
    sent: {
      sql: `SELECT f.texted_by AS id, count(*) AS n FROM conversation_fact f INDEXED BY conversation_fact_texted
        WHERE f.texted_at >= ? AND f.campaign_id = ? GROUP BY 1`,
      values: [from, campaignId],
    },
    answered: {
      sql: `SELECT a.id, count(DISTINCT c.id) AS n FROM account a CROSS JOIN message m INDEXED BY message_author
          ON m.author_id = a.id CROSS JOIN conversation c ON c.id = m.conversation_id
        WHERE m.created_at >= ? AND m.kind = 'reply' AND m.automatic IS NULL
          AND (m.state NOT IN ('cancelled', 'prevented', 'dropped') ${cancelled}) AND c.campaign_id = ? GROUP BY 1`,
      values: [from, campaignId],
    },
  } as const;
}

/** When the day began, in this computer’s zone. UTC milliseconds. */
export const dayBegan = (now: number): number => calendarOf(ownZone()).day(now);

export function readToday(db: Reader, campaignId: string, now: number, forTexters: boolean): Today {
  const { sent, answered } = todayStatements(campaignId, dayBegan(now), forTexters);
  const counts = <Id>({ sql, values }: { readonly sql: string; readonly values: readonly unknown[] }) =>
    new Map(all<{ id: Id; n: number }>(db, sql, ...values).map(({ id, n }) => [id, n]));
  return { sent: counts<string | null>(sent), answered: counts<string>(answered) };
}

/** All together. */
export const sumOf = (counts: ReadonlyMap<unknown, number>): number =>
  [...counts.values()].reduce((sum, n) => sum + n, 0);

type Here = { readonly id: string; readonly name: string };

/** Texters of a campaign who did something since `since`, by name. */
export function textersHere(db: Reader, campaignId: string, since: number): Here[] {
  return all<Here>(
    db,
    `SELECT a.id, a.name FROM campaign_texter x JOIN account a ON a.id = x.account_id JOIN presence p ON p.account_id = a.id
     WHERE x.campaign_id = ? AND a.active = 1 AND p.acted_at >= ? ORDER BY a.name, a.id`,
    campaignId,
    since,
  );
}

/** How many of a campaign’s contacts are still to get their first text; nobody who is opted out is. */
export function countToSend(db: Reader, campaignId: string): number {
  const [row] = all<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM conversation c INDEXED BY conversation_campaign
     WHERE c.campaign_id = ? AND c.state = 'to-send'`,
    campaignId,
  );
  return row?.n ?? 0;
}
