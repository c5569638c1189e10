import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { ConversationState, OptState } from '../../../shared/schema/words.ts';
import { and, type Condition, type Viewer } from '../access/visible.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

export type CampaignCounts = Campaign['counts'];

type Row = {
  readonly campaign_id: string;
  readonly state: ConversationState;
  readonly opt_state: OptState;
  readonly held: number;
  readonly nobodys: number;
  readonly n: number;
};

const NONE: CampaignCounts = {
  contacts: 0,
  toSend: 0,
  toAnswer: 0,
  waiting: 0,
  closed: 0,
  unassigned: 0,
  optedOut: 0,
  onHold: 0,
};

const FIELD = { 'to-send': 'toSend', 'to-answer': 'toAnswer', waiting: 'waiting', closed: 'closed' } as const;

/**
 * The statement of the counts: one row for each campaign and kind of conversation that the viewer may see, as
 * `visible` says for single ones. Tests of a script count nowhere. Exported so that a test can ask how SQLite
 * would run it.
 */
export function countStatement(viewer: Viewer, campaignId: string | null): Condition {
  const own: Condition =
    viewer.role === 'texter'
      ? {
          sql: "n.texter_id = ? AND n.opt_state <> 'automatic' AND k.archived_at IS NULL",
          values: [viewer.id],
        }
      : { sql: 'TRUE', values: [] };
  const only: Condition =
    campaignId === null ? { sql: 'TRUE', values: [] } : { sql: 'k.id = ?', values: [campaignId] };
  const which = and(own, only);
  return {
    sql: `SELECT n.campaign_id, n.state, n.opt_state, n.held, n.texter_id = '' AS nobodys, sum(n.n) AS n
      FROM campaign k CROSS JOIN conversation_count n ON n.campaign_id = k.id
      WHERE k.is_test = 0 AND ${which.sql} GROUP BY 1, 2, 3, 4, 5`,
    values: which.values,
  };
}

/** Counts of each campaign's conversations that the viewer may see. `campaignId` null: of all campaigns. */
export function countByCampaign(
  db: Reader,
  viewer: Viewer,
  campaignId: string | null,
): Map<string, CampaignCounts> {
  const counts = new Map<string, CampaignCounts>();
  const { sql, values } = countStatement(viewer, campaignId);
  for (const row of all<Row>(db, sql, ...values)) {
    const found = counts.get(row.campaign_id) ?? { ...NONE };
    counts.set(row.campaign_id, found);
    found.contacts += row.n;
    found[FIELD[row.state]] += row.n;
    if (row.held === 1) found.onHold += row.n;
    if (viewer.role === 'texter') continue;
    if (row.opt_state !== 'none') found.optedOut += row.n;
    if (row.nobodys === 1 && row.opt_state !== 'automatic' && row.state === 'to-send')
      found.unassigned += row.n;
  }
  return counts;
}

export const noCounts = (): CampaignCounts => ({ ...NONE });
