import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { ConversationState } from '../../../shared/schema/words.ts';
import { type Condition, type Viewer, visible } from '../access/visible.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

export type CampaignCounts = Campaign['counts'];

type StateRow = { campaign_id: string; state: ConversationState; n: number };
type CampaignRow = { campaign_id: string; n: number };

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

/** Counts of each campaign's conversations that the viewer may see. `campaignId` null: of all campaigns. */
export function countByCampaign(
  db: Reader,
  viewer: Viewer,
  campaignId: string | null,
): Map<string, CampaignCounts> {
  const seen = visible(viewer);
  const only: Condition =
    campaignId === null ? { sql: 'TRUE', values: [] } : { sql: 'c.campaign_id = ?', values: [campaignId] };
  const counts = new Map<string, CampaignCounts>();
  const of = (id: string) => {
    const found = counts.get(id) ?? { ...NONE };
    counts.set(id, found);
    return found;
  };
  const grouped = (index: string, condition: string) =>
    all<CampaignRow>(
      db,
      `SELECT c.campaign_id, count(*) AS n FROM conversation c ${index} WHERE ${condition} AND ${seen.sql} AND ${only.sql}
       GROUP BY c.campaign_id`,
      ...seen.values,
      ...only.values,
    );
  const states = all<StateRow>(
    db,
    `SELECT c.campaign_id, c.state, count(*) AS n FROM conversation c WHERE ${seen.sql} AND ${only.sql}
     GROUP BY c.campaign_id, c.state`,
    ...seen.values,
    ...only.values,
  );
  for (const row of states) {
    const found = of(row.campaign_id);
    found[FIELD[row.state]] = row.n;
    found.contacts += row.n;
  }
  for (const row of grouped('INDEXED BY conversation_hold', 'c.hold_at IS NOT NULL'))
    of(row.campaign_id).onHold = row.n;
  if (viewer.role === 'texter') return withoutTests(db, counts);
  for (const row of grouped('INDEXED BY conversation_opted_out_recent', "c.opt_state <> 'none'")) {
    of(row.campaign_id).optedOut = row.n;
  }
  for (const row of grouped(
    'INDEXED BY conversation_unassigned',
    "c.texter_id IS NULL AND c.opt_state <> 'automatic' AND c.state = 'to-send'",
  )) {
    of(row.campaign_id).unassigned = row.n;
  }
  return withoutTests(db, counts);
}

/** Tests of a script count nowhere. To ask about each row would take longer than the counting. */
function withoutTests(db: Reader, counts: Map<string, CampaignCounts>): Map<string, CampaignCounts> {
  for (const { id } of all<{ id: string }>(db, 'SELECT id FROM campaign WHERE is_test = 1'))
    counts.delete(id);
  return counts;
}

export const noCounts = (): CampaignCounts => ({ ...NONE });
