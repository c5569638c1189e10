import { waitsSince } from '../conversations/waits.ts';

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
      sql: `SELECT c.texter_id AS id, count(*) AS n, min(${waitsSince()}) AS since
        FROM conversation c INDEXED BY conversation_campaign
        WHERE c.campaign_id = ? AND c.state = 'to-answer' GROUP BY 1`,
      values: [campaignId],
    },
    toSend: {
      sql: `SELECT count(*) AS n FROM conversation c INDEXED BY conversation_campaign
        WHERE c.campaign_id = ? AND c.state = 'to-send'`,
      values: [campaignId],
    },
    unassigned: {
      sql: `SELECT count(*) AS n FROM conversation c INDEXED BY conversation_unassigned
        WHERE c.campaign_id = ? AND c.texter_id IS NULL AND c.state = 'to-send' AND c.opt_state <> 'automatic'`,
      values: [campaignId],
    },
    /** Contacts with answers in force, and how many answers these are. */
    answers: {
      sql: `SELECT count(DISTINCT r.conversation_id) AS contacts, count(*) AS answers
        FROM question q CROSS JOIN answer r INDEXED BY answer_in_force ON r.question_id = q.id AND r.ended_at IS NULL
        WHERE q.campaign_id = ?`,
      values: [campaignId],
    },
    /** Conversations that texters can see, by texter. */
    held: {
      sql: `SELECT a.id, count(*) AS n FROM account a CROSS JOIN conversation c INDEXED BY conversation_texter_campaign
          ON c.texter_id = a.id
        WHERE c.opt_state <> 'automatic' AND c.campaign_id = ? GROUP BY a.id`,
      values: [campaignId],
    },
    /** Conversations of theirs that are hidden from them. */
    heldAutomatic: {
      sql: `SELECT c.texter_id AS id, count(*) AS n FROM conversation c INDEXED BY conversation_opted_out_recent
        WHERE c.opt_state <> 'none' AND c.opt_state = 'automatic' AND c.texter_id IS NOT NULL AND c.campaign_id = ?
        GROUP BY 1`,
      values: [campaignId],
    },
    people: {
      sql: `SELECT a.id, a.name, a.active, (SELECT p.acted_at FROM presence p WHERE p.account_id = a.id) AS acted, EXISTS (SELECT 1 FROM campaign_texter x WHERE x.campaign_id = @campaign AND x.account_id = a.id)
          AS member,
          (SELECT m.created_at FROM message m INDEXED BY message_author CROSS JOIN conversation c ON c.id = m.conversation_id
            WHERE m.author_id = a.id AND m.created_at >= (SELECT k.created_at FROM campaign k WHERE k.id = @campaign)
              AND c.campaign_id = @campaign ORDER BY m.created_at DESC LIMIT 1) AS last
        FROM account a`,
      values: [{ campaign: campaignId }],
    },
  } as const;
}
