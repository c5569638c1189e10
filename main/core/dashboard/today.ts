import { onwards } from '../store/cells.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { tallies } from './cells.ts';
import { calendarOf, ownZone } from './days.ts';

/** What texters did in a campaign since the day began, by account. */
export type Today = {
  /** First texts that left; null: nobody wrote them. */
  readonly sent: ReadonlyMap<string | null, number>;
  /** Contacts who were written back to. */
  readonly answered: ReadonlyMap<string, number>;
};

/**
 * The statements of a day’s work beside the counters. Exported so that a test can ask how SQLite would run
 * them. Contacts who were hidden from texters since count too: a number that sank would tell of an automatic
 * opt-out. `forTexters`: so does a reply that such an opt-out cancelled.
 */
export function todayStatements(campaignId: string, from: number, forTexters: boolean) {
  const cancelled = forTexters ? "OR c.opt_state = 'automatic'" : '';
  return {
    answered: {
      sql: `SELECT a.id, count(DISTINCT c.id) AS n FROM account a CROSS JOIN message m INDEXED BY message_answer
          ON m.author_id = a.id AND m.author_id IS NOT NULL CROSS JOIN conversation c ON c.id = m.conversation_id
        WHERE m.created_at >= ? AND m.kind = 'reply' AND m.automatic IS NULL
          AND (m.state NOT IN ('cancelled', 'prevented', 'dropped') ${cancelled}) AND c.campaign_id = ? GROUP BY 1`,
      values: [from, campaignId],
    },
  } as const;
}

let today = { zone: '', from: 0, to: 0 };

/** When the day began, in this computer’s zone. UTC milliseconds. */
export function dayBegan(now: number): number {
  const zone = ownZone();
  if (zone !== today.zone || now < today.from || now >= today.to) {
    const calendar = calendarOf(zone);
    today = { zone, from: calendar.day(now), to: calendar.day(now, 1) };
  }
  return today.from;
}

export function readToday(db: Reader, campaignId: string, now: number, forTexters: boolean): Today {
  const from = dayBegan(now);
  const { answered } = todayStatements(campaignId, from, forTexters);
  const rows = all<{ id: string; n: number }>(db, answered.sql, ...answered.values);
  const sent = tallies(db, 'texter', 'value', { span: onwards(from), campaignId });
  return {
    sent: new Map(sent.map(({ key, texted }) => [key === '' ? null : key, texted])),
    answered: new Map(rows.map(({ id, n }) => [id, n])),
  };
}

/** All together. */
export const sumOf = (counts: ReadonlyMap<unknown, number>): number =>
  [...counts.values()].reduce((sum, n) => sum + n, 0);

type Here = { readonly id: string; readonly name: string };

/** So many names are told; nobody reads more, and each desk asks for them. */
const MOST_NAMED = 30;

/** Texters of a campaign who did something since `since`: how many, and the first by name. */
export function textersHere(
  db: Reader,
  campaignId: string,
  since: number,
): { readonly here: Here[]; readonly hereCount: number } {
  const rows = all<Here & { n: number }>(
    db,
    `SELECT a.id, a.name, count(*) OVER () AS n FROM campaign_texter x JOIN account a ON a.id = x.account_id JOIN presence p ON p.account_id = a.id
     WHERE x.campaign_id = ? AND a.active = 1 AND p.acted_at >= ? ORDER BY a.name, a.id LIMIT ?`,
    campaignId,
    since,
    MOST_NAMED,
  );
  return { here: rows.map(({ id, name }) => ({ id, name })), hereCount: rows[0]?.n ?? 0 };
}

/** How many of a campaign’s contacts are still to get their first text; nobody who is opted out is. */
export function countToSend(db: Reader, campaignId: string): number {
  const [row] = all<{ n: number | null }>(
    db,
    `SELECT sum(n.n) AS n FROM conversation_count n WHERE n.campaign_id = ? AND n.state = 'to-send'`,
    campaignId,
  );
  return row?.n ?? 0;
}
