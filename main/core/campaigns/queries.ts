import type { Handing } from '../../../shared/contract/campaigns/handingSettings.ts';
import {
  type Archived,
  type Campaign,
  CampaignHours,
  type OfferedReply,
} from '../../../shared/contract/campaigns.ts';
import type { CampaignState, Profile, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { isNothing, type Stored, said } from '../../../shared/text/stored.ts';
import type { Condition, Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { cannedReplies } from '../conversations/cannedReplies.ts';
import { countByCampaign, noCounts } from '../conversations/counts.ts';
import { readHanding } from '../conversations/handing.ts';
import { schedulePlanned, spanInRegion } from '../conversations/schedule.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

type CampaignRow = {
  readonly id: string;
  readonly name: string;
  readonly region: Region;
  readonly profile: Profile;
  readonly state: CampaignState;
  readonly pause_reason: Stored;
  readonly script: string;
  readonly hours: string | null;
  readonly handing: string | null;
  readonly schedule: string | null;
  readonly daily_goal: number | null;
  readonly created_at: number;
  readonly launched_at: number | null;
  readonly archived_at: number | null;
  readonly origin: Stored;
  readonly origin_campaign_id: string | null;
};

/** One campaign by its id, or all of one kind. */
type Which = { readonly id: string } | { readonly archived: Archived };

const LISTED: Readonly<Record<Archived, string>> = {
  without: 'k.archived_at IS NULL',
  only: 'k.archived_at IS NOT NULL',
  with: 'TRUE',
};

/** Texters see campaigns that run or pause and that they belong to. */
function known(viewer: Viewer): Condition {
  if (viewer.role !== 'texter') return { sql: 'TRUE', values: [] };
  return {
    sql: `k.state IN ('launched', 'paused')
      AND EXISTS (SELECT 1 FROM campaign_texter x WHERE x.campaign_id = k.id AND x.account_id = ?)`,
    values: [viewer.id],
  };
}

function read(db: Reader, viewer: Viewer, which: Which): Campaign[] {
  const may = known(viewer);
  const id = 'id' in which ? which.id : null;
  const listed = 'id' in which ? 'TRUE' : LISTED[which.archived];
  const rows = all<CampaignRow>(
    db,
    `SELECT k.* FROM campaign k WHERE k.is_test = 0 AND ${may.sql} AND ${id === null ? 'TRUE' : 'k.id = ?'} AND ${listed} ORDER BY k.created_at DESC, k.id DESC`,
    ...may.values,
    ...(id === null ? [] : [id]),
  );
  const counts = countByCampaign(db, viewer, id);
  const texters = new Map<string, string[]>();
  const chosen = new Map<string, string[]>();
  // Only admins and supervisors see who else works on a campaign.
  const texterId = viewer.role === 'texter' ? viewer.id : null;
  for (const row of all<{ campaign_id: string; account_id: string; may_ask: number }>(
    db,
    `SELECT campaign_id, account_id, may_ask FROM campaign_texter${texterId === null ? '' : ' WHERE account_id = ?'}`,
    ...(texterId === null ? [] : [texterId]),
  )) {
    texters.set(row.campaign_id, [...(texters.get(row.campaign_id) ?? []), row.account_id]);
    if (row.may_ask === 1)
      chosen.set(row.campaign_id, [...(chosen.get(row.campaign_id) ?? []), row.account_id]);
  }
  const replies = new Map<string, OfferedReply[]>();
  for (const row of cannedReplies(db, id)) {
    const { folder, title, text, question, picture } = row;
    const own = replies.get(row.campaign_id) ?? [];
    replies.set(row.campaign_id, [...own, { id: row.id, folder, title, text, question, picture }]);
  }
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    region: row.region,
    profile: row.profile,
    state: row.state,
    pauseReason: said(row.pause_reason),
    script: row.script,
    replies: replies.get(row.id) ?? [],
    texterIds: texters.get(row.id) ?? [],
    hours: row.hours === null ? null : CampaignHours.parse(JSON.parse(row.hours)),
    handing: handingOf(row.handing, chosen.get(row.id) ?? []),
    ...scheduled(row),
    dailyGoal: row.daily_goal,
    createdAt: row.created_at,
    launchedAt: row.launched_at,
    archivedAt: row.archived_at,
    origin:
      viewer.role === 'texter' || isNothing(row.origin)
        ? null
        : { campaignId: row.origin_campaign_id, sentence: said(row.origin) },
    counts: counts.get(row.id) ?? noCounts(),
  }));
}

function scheduled({ schedule: kept, region }: CampaignRow): Pick<Campaign, 'schedule' | 'beginsAt'> {
  const schedule = schedulePlanned(kept);
  if (schedule === null) return { schedule: null, beginsAt: null };
  const { startsAt, zone } = schedule;
  return { schedule, beginsAt: startsAt === null ? null : spanInRegion(startsAt, zone, region).first };
}

function handingOf(column: string | null, chosen: string[]): Handing | null {
  const handing = readHanding(column);
  if (handing === null) return null;
  const { chosenOnly, ...rest } = handing;
  return { ...rest, mayAsk: chosenOnly ? chosen : null };
}

/** Campaigns that the viewer may see, newest first. */
export function listCampaigns(db: Reader, viewer: Viewer, archived: Archived): Campaign[] {
  return read(db, viewer, { archived });
}

/** @throws CoreError NOT_FOUND, also for one that the viewer may not see */
export function readCampaign(db: Reader, viewer: Viewer, id: string): Campaign {
  const [campaign] = read(db, viewer, { id });
  if (!campaign) throw new CoreError('NOT_FOUND', t('core:campaign.none'));
  return campaign;
}
