/** The time over which the pace is measured. Milliseconds. */
export const PACE = 600_000;

/** Conversations with a reply that nobody has answered, by texter, and since when the first one waits. */
export type WaitingRow = { readonly id: string | null; readonly n: number; readonly since: number };
export type PersonRow = {
  readonly id: string;
  readonly name: string;
  readonly member: number;
  readonly active: number;
  readonly last: number | null;
  readonly acted: number | null;
};
export type HeldRow = { readonly id: string; readonly n: number };

/**
 * What a cockpit asks beside the dashboard’s own figures, by name. Exported so that a test can ask how SQLite
 * would run them.
 */
export function cockpitStatements(campaignId: string, now: number) {
  return {
    /** First texts of the last minutes, by who wrote them. */
    pace: {
      sql: `SELECT f.texted_by AS id, count(*) AS n FROM conversation_fact f INDEXED BY conversation_fact_texted
        WHERE f.texted_at > ? AND f.texted_at <= ? AND f.campaign_id = ? GROUP BY 1`,
      values: [now - PACE, now, campaignId],
    },
    waiting: {
      sql: `SELECT nullif(n.texter_id, '') AS id, sum(n.n) AS n,
          (SELECT min(c.waits_since) FROM conversation c INDEXED BY conversation_waits
            WHERE c.campaign_id = n.campaign_id AND c.texter_id IS nullif(n.texter_id, '') AND c.waits_since IS NOT NULL) AS since
        FROM conversation_count n WHERE n.campaign_id = ? AND n.state = 'to-answer' GROUP BY n.texter_id`,
      values: [campaignId],
    },
    toSend: {
      sql: `SELECT sum(n.n) AS n FROM conversation_count n WHERE n.campaign_id = ? AND n.state = 'to-send'`,
      values: [campaignId],
    },
    unassigned: {
      sql: `SELECT sum(n.n) AS n FROM conversation_count n
        WHERE n.campaign_id = ? AND n.texter_id = '' AND n.state = 'to-send' AND n.opt_state <> 'automatic'`,
      values: [campaignId],
    },
    /** Queued texts that were put aside; named as the index names them. */
    undecided: {
      sql: `SELECT count(*) AS n FROM message m INDEXED BY message_undecided CROSS JOIN conversation c
          ON c.id = m.conversation_id
        WHERE m.state = 'queued' AND m.error_code = 'undecided' AND c.campaign_id = ?`,
      values: [campaignId],
    },
    /** Contacts with answers in force, and how many answers these are. */
    answers: {
      sql: `SELECT count(DISTINCT r.conversation_id) AS contacts, count(*) AS answers
        FROM question q CROSS JOIN answer r INDEXED BY answer_in_force ON r.question_id = q.id AND r.ended_at IS NULL
        WHERE q.campaign_id = ?`,
      values: [campaignId],
    },
    /** Conversations by texter, those that are hidden from them as well. */
    held: {
      sql: `SELECT n.texter_id AS id, sum(n.n) AS n FROM conversation_count n
        WHERE n.campaign_id = ? AND n.texter_id <> '' GROUP BY 1`,
      values: [campaignId],
    },
    people: {
      sql: `SELECT a.id, a.name, a.active, (SELECT p.acted_at FROM presence p WHERE p.account_id = a.id) AS acted, EXISTS (SELECT 1 FROM campaign_texter x WHERE x.campaign_id = @campaign AND x.account_id = a.id)
          AS member,
          (SELECT l.at FROM last_text l WHERE l.campaign_id = @campaign AND l.author_id = a.id) AS last
        FROM account a`,
      values: [{ campaign: campaignId }],
    },
  } as const;
}
