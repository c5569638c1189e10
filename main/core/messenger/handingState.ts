import type { HandingState } from '../../../shared/contract/campaigns/handing.ts';
import { HERE } from '../access/presence.ts';
import type { Viewer } from '../access/visible.ts';
import { handingFor, inHand, nextContacts, offeredReplies, roomFor } from '../campaigns/handOut.ts';
import { countToSend, dayBegan, readToday, sumOf, type Today, textersHere } from '../dashboard/today.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

type Team = {
  readonly today: Today;
  readonly left: number;
  /** Contacts that could be handed out now, a batch at most. */
  readonly free: number;
  readonly present: ReturnType<typeof textersHere>;
};
type Kept = Team & {
  readonly seq: number;
  readonly at: number;
  readonly day: number;
  readonly batch: number;
};
const kept = new WeakMap<Reader, Map<string, Kept>>();

/** So many texts in a day take long to count for each of many desks. */
const MANY = 5000;
/** So many texters at work ask often. */
const CROWD = 20;
/** Milliseconds for which such counts may be old. */
const OLD = 5000;

/** A campaign’s day as its texters may know it: counted after a change, for all of them together. */
function teamOf(core: Core, campaignId: string, batch: number, now: number): Team {
  const all = kept.get(core.db) ?? new Map<string, Kept>();
  kept.set(core.db, all);
  const found = all.get(campaignId);
  const seq = core.changes.last();
  const day = dayBegan(now);
  if (found && found.day === day && found.batch === batch) {
    const many = found.present.hereCount > CROWD || sumOf(found.today.sent) + found.left > MANY;
    // Of a clock that ran ahead: it would otherwise stand until the clock catches up.
    const recent = Math.abs(now - found.at) < OLD;
    if (many && recent) return found;
    // Who is here changes without a notice, and as time goes by.
    if (found.seq === seq) return { ...found, present: textersHere(core.db, campaignId, now - HERE) };
  }
  const today = readToday(core.db, campaignId, now, true);
  const left = countToSend(core.db, campaignId);
  // To look at each of the next contacts takes longer than all else here, and it is the same for all desks.
  const free = batch === 0 ? 0 : nextContacts(core, campaignId, batch).length;
  const present = textersHere(core.db, campaignId, now - HERE);
  const made = { today, left, free, present, seq, at: now, day, batch };
  all.set(campaignId, made);
  return made;
}

function waitingFor(db: Reader, campaignId: string, texterId: string): number {
  const sql = `SELECT sum(n) AS n FROM conversation_count
    WHERE campaign_id = ? AND texter_id = ? AND state = 'to-answer' AND opt_state <> 'automatic'`;
  return one<{ n: number | null }>(db, sql, campaignId, texterId)?.n ?? 0;
}

/**
 * How far the viewer and the team are in a campaign today, and what the viewer may ask for. Of contacts who
 * were opted out automatically nothing is left to do; what was done with them before stays counted, since a
 * number that sank, or a limit that grew, would tell of the opt-out. @throws CoreError NOT_FOUND
 */
export function handingState(core: Core, viewer: Viewer, campaignId: string): HandingState {
  const { db } = core;
  const asked = handingFor(db, viewer, campaignId);
  const now = core.ports.clock.now();
  const batch = asked.handing?.batch ?? 0;
  const { today, left, free, present } = teamOf(core, campaignId, batch, now);
  const get = asked.handing === null ? null : roomFor(core, asked, viewer.id, dayBegan(now));
  const none = { count: 0, since: null };
  return {
    campaignId,
    onRequest: asked.handing !== null,
    batch,
    next: Math.min(get?.room ?? 0, free),
    nothing: get === null ? null : (get.nothing ?? (free === 0 ? 'none-left' : null)),
    mostPerDay: asked.handing?.mostPerDay ?? null,
    own: {
      sentToday: today.sent.get(viewer.id) ?? 0,
      answeredToday: today.answered.get(viewer.id) ?? 0,
      toSend: inHand(db, campaignId, viewer.id),
      waiting: waitingFor(db, campaignId, viewer.id),
    },
    team: {
      sentToday: sumOf(today.sent),
      answeredToday: sumOf(today.answered),
      left,
      ...present,
    },
    offered: asked.member && asked.state === 'launched' ? offeredReplies(db, campaignId, viewer.id) : none,
  };
}
