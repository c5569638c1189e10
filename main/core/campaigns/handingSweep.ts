import { mendPresence } from '../access/presence.ts';
import { visibleTexts } from '../access/visible.ts';
import { offerReply } from '../conversations/conversationRecord.ts';
import { readHanding, type StoredHanding } from '../conversations/handing.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { waitsSince } from '../store/schema/conversations.ts';
import { all } from '../store/statement.ts';
import { ANY_TIME, giveBack } from './handOut.ts';

const MINUTE = 60_000;
/** Replies offered in one transaction. */
const AT_ONCE = 500;

type Handed = { readonly id: string; readonly handing: StoredHanding };

/** Campaigns that are not over and hand out contacts on request. */
function handingCampaigns(core: Core): Handed[] {
  return all<{ id: string; handing: string }>(
    core.db,
    "SELECT id, handing FROM campaign WHERE handing IS NOT NULL AND state <> 'closed' ORDER BY id",
  ).flatMap(({ id, handing }) => {
    const read = readHanding(handing);
    return read === null ? [] : [{ id, handing: read }];
  });
}

/**
 * Accounts as a campaign sees them: 1 in `texts` for one that can text there, when it last did something
 * here, and when it last wrote a text of the campaign anywhere; null: never.
 */
const PEOPLE = `SELECT a.id, a.active = 1 AND a.role <> 'supervisor' AND x.account_id IS NOT NULL AS texts,
    p.acted_at AS acted, l.at AS wrote
  FROM account a LEFT JOIN campaign_texter x ON x.campaign_id = ? AND x.account_id = a.id
    LEFT JOIN presence p ON p.account_id = a.id LEFT JOIN last_text l ON l.campaign_id = ? AND l.author_id = a.id`;

type Acted = { readonly acted: number | null; readonly wrote: number | null };
type Person = Acted & { readonly id: string; readonly texts: number };

/**
 * When somebody last did something. Acts are noted at each console alone, so that what somebody does at
 * another one shows in their texts, and in which contacts they got there.
 */
const actedAt = (core: Core, { acted, wrote }: Acted, now: number): number =>
  Math.max(acted ?? 0, core.sending.alone ? 0 : Math.min(wrote ?? 0, now));

const HOLDERS = `SELECT DISTINCT o.id, o.texts, o.acted, o.wrote FROM (${PEOPLE}) o
  CROSS JOIN conversation c INDEXED BY conversation_texter_campaign ON c.texter_id = o.id
  WHERE c.opt_state <> 'automatic' AND c.campaign_id = ? AND c.state = 'to-send'`;

/**
 * Takes back contacts not begun from texters who left a campaign, and from those who did nothing for as long
 * as the campaign allows; also what fell due while Heed was closed.
 */
function takeBackIdle(core: Core, { id: campaignId, handing }: Handed): void {
  const idle = handing.idleMinutes * MINUTE;
  for (const person of all<Person>(core.db, HOLDERS, campaignId, campaignId, campaignId)) {
    const now = core.ports.clock.now();
    const left = person.texts === 0;
    if (!left && actedAt(core, person, now) > now - idle) continue;
    const from = { campaignId, texterId: person.id, until: left ? ANY_TIME : now - idle };
    if (!hasSuch(core, from)) continue;
    core.write((tx) => giveBack(core, tx, from, left ? 'left' : 'idle'));
  }
}

type From = { readonly campaignId: string; readonly texterId: string; readonly until: number };

function hasSuch({ db, ports }: Core, { campaignId, texterId, until }: From): boolean {
  const sql = `SELECT 1 FROM conversation INDEXED BY conversation_texter_campaign WHERE texter_id = ? AND campaign_id = ?
    AND state = 'to-send' AND opt_state <> 'automatic' AND (coalesce(texter_since, 0) <= ? OR texter_since > ?) LIMIT 1`;
  return all(db, sql, texterId, campaignId, until, ports.clock.now()).length > 0;
}

type Waiting = {
  readonly id: string;
  readonly subject: string;
  readonly texter: string | null;
  readonly texts: number | null;
  readonly acted: number | null;
  readonly wrote: number | null;
  readonly mine: number;
  readonly since: number;
};

/**
 * Since when each waits, by what texters may read of it: they are told that time. A time that lies ahead is
 * of a clock that was set back since.
 */
const WAITING = `SELECT c.id, c.subject, c.texter_id AS texter, o.texts, o.acted, o.wrote, iif(c.texter_since <= ?, c.texter_since, 0) AS mine,
    ${waitsSince(visibleTexts({ id: '', role: 'texter' }, 'i').sql)} AS since
  FROM conversation c INDEXED BY conversation_campaign LEFT JOIN (${PEOPLE}) o ON o.id = c.texter_id
  WHERE c.campaign_id = ? AND c.state = 'to-answer' AND c.pool_since IS NULL AND c.opt_state = 'none'
    AND c.hold_at IS NULL`;

/**
 * Why a reply is offered to others at `now`; null: it stays with its texter. Whoever took it over has the
 * whole limit again.
 */
function offeredBecause(
  core: Core,
  row: Waiting,
  handing: StoredHanding,
  now: number,
): 'late' | 'left' | null {
  if (row.texter === null || row.texts !== 1) return 'left';
  if (Math.max(actedAt(core, row, now), row.mine) <= now - handing.idleMinutes * MINUTE) return 'left';
  return Math.max(row.since, row.mine) <= now - handing.answerMinutes * MINUTE ? 'late' : null;
}

/** Offers replies that nobody answers, or whose texter is gone, to whoever is there. */
function offerReplies(core: Core, { id: campaignId, handing }: Handed): void {
  const now = core.ports.clock.now();
  const due = all<Waiting>(core.db, WAITING, now, campaignId, campaignId, campaignId)
    .flatMap((row) => {
      const why = offeredBecause(core, row, handing, now);
      return why === null ? [] : [{ ...row, why }];
    })
    .slice(0, AT_ONCE);
  if (due.length === 0) return;
  core.write((tx) => {
    for (const { id, subject, texter, since, why } of due) {
      offerReply(tx, id, since);
      tx.touch('conversations', subject);
      append(core, tx, {
        kind: 'reply-offered',
        actorId: null,
        subject,
        payload: { conversation: id, texter, since, why },
      });
    }
    tx.touch('handing');
  });
}

/** Does what is due in campaigns that hand out contacts on request. Called every few seconds. */
export function sweepHanding(core: Core): void {
  mendPresence(core);
  for (const campaign of handingCampaigns(core)) {
    if (core.sending.sweeps()) takeBackIdle(core, campaign);
    // Whether a reply is offered is noted at each console by itself.
    offerReplies(core, campaign);
  }
}
