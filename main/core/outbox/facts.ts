import { factsIfAny, type JoinedKind } from '../../../shared/providers/index.ts';
import type { CampaignState, ConversationState, Region } from '../../../shared/schema/words.ts';
import { isInboundFresh } from '../connections/drained.ts';
import { IS_PRACTICE } from '../conversations/practiceSenders.ts';
import { readSchedule } from '../conversations/schedule.ts';
import { noTextsBy } from '../people/facts.ts';
import { heldBy } from '../people/holds.ts';
import { knownFor } from '../people/known.ts';
import { stopWaitsFor } from '../people/stopWaiting.ts';
import { type ContactPlace, ownZones, textingHours } from '../people/textingHours.ts';
import { guard } from '../rules/guard.ts';
import { planAt } from '../rules/schedule.ts';
import type { GuardFacts, GuardVerdict, TextingHours } from '../rules/types.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { mayHaveLeft } from './mayHaveLeft.ts';
import { oftenUntil } from './often.ts';

type FactRow = JoinedKind & {
  readonly opted_out: number;
  readonly on_hold: number;
  readonly stop_waiting: number;
  readonly block: 'inferred' | 'confirmed' | 'cleared' | null;
  readonly campaign_state: CampaignState | null;
  readonly state: ConversationState | null;
  readonly region: Region | null;
  /** 1: a test of a script, which is not counted as texting the person. */
  readonly is_test: number | null;
  readonly subject: string;
  readonly name: string | null;
  readonly number: string | null;
  readonly fields: string | null;
  readonly hours: string | null;
  /** The campaign's schedule as JSON; null: none. */
  readonly schedule: string | null;
  readonly wrote: number;
  readonly number_invalid: number;
  /** 1: nothing at all may leave; see backup/halt.ts. */
  readonly halted: number;
  readonly connection_state: string | null;
  readonly sender_active: number | null;
  readonly sender_stopped_at: number | null;
  readonly connection_id: string | null;
  readonly last_inbound_ok_at: number | null;
  readonly practice: number;
};

const COLUMNS = `
  EXISTS (SELECT 1 FROM opt_out o WHERE o.subject = %subject AND o.reversed = 0) AS opted_out,
  EXISTS (SELECT 1 FROM ${heldBy('%subject')}) AS on_hold,
  c.state, %number AS number, c.fields, k.hours, k.schedule,
  k.schedule IS NOT NULL AND EXISTS (SELECT 1 FROM conversation_fact f WHERE f.conversation_id = c.id AND f.replied_at IS NOT NULL) AS wrote, %subject AS subject, c.first_name || ' ' || c.last_name AS name,
  EXISTS (SELECT 1 FROM ${noTextsBy('%subject')}) AS number_invalid, k.state AS campaign_state, k.region, k.is_test,
  (SELECT b.state FROM provider_block b WHERE b.subject = %subject AND b.sender_number_id = s.id) AS block,
  (SELECT count(*) FROM meta WHERE key = 'sending-halted') AS halted, s.active AS sender_active, s.stopped_at AS sender_stopped_at, n.state AS connection_state, n.id AS connection_id, n.provider, n.profile, n.last_inbound_ok_at,
  ${IS_PRACTICE} AS practice`;

// For a text that is being written, the warning of a waiting request comes before it is queued, see enqueue.
const BY_CONVERSATION = `SELECT 0 AS stop_waiting, ${COLUMNS.replaceAll('%subject', 'c.subject').replace('%number', 'c.number')}
  FROM conversation c JOIN campaign k ON k.id = c.campaign_id
  LEFT JOIN sender_number s ON s.id = c.sender_number_id LEFT JOIN connection n ON n.id = s.connection_id
  WHERE c.id = ?`;

const BY_MESSAGE = `SELECT m.despite_stop = 0 AND ${stopWaitsFor('m.subject')} AS stop_waiting, ${COLUMNS.replaceAll('%subject', 'm.subject').replace('%number', 'm.number')}
  FROM message m LEFT JOIN conversation c ON c.id = m.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id
  LEFT JOIN sender_number s ON s.id = m.sender_number_id LEFT JOIN connection n ON n.id = s.connection_id
  WHERE m.id = ?`;

function toFacts(
  core: Core,
  row: FactRow,
  kind: GuardFacts['kind'],
  now: number,
  messageId: string | null,
): Omit<GuardFacts, 'initialAlready' | 'notAfter'> {
  const settings = readSettings(core.db);
  // Whether its provider can be reached, and its replies are read, is asked by the console that sends.
  const elsewhere = row.connection_id !== null && !core.sending.mine(row.connection_id);
  // For a text without a campaign, the hours of its connection's region count.
  const place = { ...row, region: row.region ?? factsIfAny(row)?.regions[0] ?? 'US' };
  return {
    kind,
    optedOut: row.opted_out === 1,
    // A person who may have asked to stop is left alone in every campaign until somebody has decided.
    onHold: row.on_hold === 1,
    stopWaiting: row.stop_waiting === 1,
    providerBlock: row.block === null || row.block === 'cleared' ? 'none' : row.block,
    autoOptOut: settings.autoOptOut,
    // A confirmation to a number without a conversation has no campaign, and the guard does not ask for one.
    campaign: row.campaign_state ?? 'closed',
    conversation: row.state ?? 'closed',
    hours: textingHours(
      place,
      settings,
      // Nobody lives behind the numbers of the demo and of practice, so texts leave at any hour.
      core.demo || row.practice === 1,
    ),
    senderRetired: row.sender_active === 0,
    sendingOn:
      (row.connection_state === 'ready' || elsewhere) &&
      row.sender_active === 1 &&
      row.sender_stopped_at === null &&
      row.halted === 0,
    inboundFresh: elsewhere || isInboundFresh(core, row, settings.inboundLimitMinutes, now),
    numberInvalid: row.number_invalid === 1,
    wrongNumber:
      kind === 'initial' && knownFor(core, { subject: row.subject, name: row.name ?? '' }).wrong !== null,
    oftenUntil:
      kind === 'initial' && row.is_test !== 1
        ? oftenUntil(core.db, settings.oftenLimit, row.subject, now, messageId)
        : null,
    // The demo's and practice's numbers have hours of no meaning, and a schedule all the same.
    plan:
      row.schedule === null ? null : planAt(readSchedule(row.schedule), ownZones(place), place.region, now),
    wrote: row.wrote === 1,
    now,
  };
}

/**
 * Everything that decides at which hours this conversation's contact may be texted. Null: there is no such
 * conversation.
 */
export function hoursOf(core: Core, conversationId: string): TextingHours | null {
  const sql = `SELECT c.number, c.fields, k.region, k.hours, ${IS_PRACTICE} AS practice FROM conversation c
     JOIN campaign k ON k.id = c.campaign_id LEFT JOIN sender_number s ON s.id = c.sender_number_id
     LEFT JOIN connection n ON n.id = s.connection_id WHERE c.id = ?`;
  const row = one<ContactPlace & { readonly practice: number }>(core.db, sql, conversationId);
  return row ? textingHours(row, readSettings(core.db), core.demo || row.practice === 1) : null;
}

/**
 * The guard's verdict on a text that would be written now in this conversation. Undefined: there is no such
 * conversation.
 */
export function guardConversation(
  core: Core,
  conversationId: string,
  kind: 'initial' | 'reply',
  now: number,
): GuardVerdict {
  const row = one<FactRow>(core.db, BY_CONVERSATION, conversationId);
  if (!row) return { pass: false, outcome: 'prevent', rule: 'conversation-closed' };
  const initialAlready =
    kind === 'initial' &&
    one(
      core.db,
      `SELECT 1 FROM message WHERE conversation_id = ? AND kind = 'initial' AND ${mayHaveLeft()}`,
      conversationId,
    ) !== undefined;
  return guard({ ...toFacts(core, row, kind, now, null), initialAlready, notAfter: null });
}

/** The guard's verdict on a queued text at the moment of dispatch. Called inside the claiming transaction. */
export function guardMessage(
  core: Core,
  message: { readonly id: string; readonly kind: GuardFacts['kind']; readonly notAfter: number | null },
  now: number,
): GuardVerdict {
  const row = one<FactRow>(core.db, BY_MESSAGE, message.id);
  if (!row) return { pass: false, outcome: 'prevent', rule: 'conversation-closed' };
  // The unique index prevents a second first text while one may have left, so this is the only one.
  return guard({
    ...toFacts(core, row, message.kind, now, message.id),
    initialAlready: false,
    notAfter: message.notAfter,
  });
}
