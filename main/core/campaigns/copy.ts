import type { CopyPart } from '../../../shared/contract/campaigns.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import {
  addCampaign,
  addTexter,
  campaignOf,
  type MadeFrom,
  setHanding,
  setMayAsk,
  setSchedule,
} from '../conversations/campaignRecord.ts';
import { copyReplies } from '../conversations/cannedReplies.ts';
import { readHanding } from '../conversations/handing.ts';
import { readSchedule, stillAhead } from '../conversations/schedule.ts';
import { append } from '../ledger/append.ts';
import { pictureOfCampaign } from '../pictures/outgoing.ts';
import { setCampaignPicture } from '../pictures/pictureRecord.ts';
import { writeQuestions } from '../questions/questionRecord.ts';
import { scriptOf } from '../questions/script.ts';
import type { Core, Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';

export type CampaignCopy = {
  readonly id: string;
  readonly name: string;
  readonly parts: readonly CopyPart[];
};

/**
 * Drafts a campaign like another one, of the same region and without its contacts; its texters would get
 * their contacts in the same way. `made`: what it is made from, where it is no plain copy. Returns its id.
 * @throws CoreError NOT_FOUND
 */
export function copyCampaign(
  core: Core,
  tx: Tx,
  actorId: string,
  { id: from, name, parts }: CampaignCopy,
  made?: MadeFrom,
): string {
  const row = campaignOf(tx.db, from);
  const takes = (part: CopyPart) => parts.includes(part);
  const facts = {
    name,
    region: row.region,
    script: takes('script') ? row.script : '',
    hours: takes('hours') ? row.hours : null,
    dailyGoal: takes('texters') ? row.dailyGoal : null,
  };
  const id = addCampaign(
    tx,
    facts,
    actorId,
    made ?? { campaignId: from, origin: keep('kept:origin.copy', { name: written(row.name) }) },
  );
  if (takes('script')) {
    const picture = pictureOfCampaign(tx.db, from);
    if (picture !== null) setCampaignPicture(tx, id, picture);
  }
  if (takes('replies')) copyReplies(tx, from, id, takes('questions'));
  if (takes('questions')) writeQuestions(tx, id, scriptOf(tx.db, from).questions);
  if (takes('schedule') && row.schedule !== null) {
    const ahead = stillAhead(readSchedule(row.schedule), row.region, tx.now);
    if (ahead !== null) setSchedule(tx, id, JSON.stringify(ahead));
  }
  const texters = takes('texters') ? activeTexters(tx, from) : [];
  for (const texterId of texters) addTexter(tx, id, texterId);
  setHanding(tx, id, takes('texters') ? row.handing : forAnybody(row.handing));
  setMayAsk(tx, id, takes('texters') ? chosenIn(tx, from) : []);
  append(core, tx, {
    kind: 'campaign-created',
    actorId,
    payload: {
      campaign: id,
      region: row.region,
      from,
      parts: [...parts].sort().join(' '),
      ...(made?.isTest ? { test: true } : {}),
    },
  });
  tx.touch('campaigns');
  return id;
}

/** Without its texters a copy has nobody whom somebody had chosen. */
function forAnybody(column: string | null): string | null {
  const handing = readHanding(column);
  return handing === null ? null : JSON.stringify({ ...handing, chosenOnly: false });
}

/** Who was chosen to ask for contacts. */
const chosenIn = (tx: Tx, campaignId: string) =>
  all<{ id: string }>(
    tx.db,
    'SELECT account_id AS id FROM campaign_texter WHERE campaign_id = ? AND may_ask = 1',
    campaignId,
  ).map(({ id }) => id);

/** Texters of the campaign who can still sign in. */
function activeTexters(tx: Tx, campaignId: string): string[] {
  return all<{ id: string }>(
    tx.db,
    `SELECT a.id FROM campaign_texter x JOIN account a ON a.id = x.account_id
     WHERE x.campaign_id = ? AND a.active = 1`,
    campaignId,
  ).map(({ id }) => id);
}
