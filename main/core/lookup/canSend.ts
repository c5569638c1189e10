import type { CanSend } from '../../../shared/contract/conversations.ts';
import { GUARD_RULES, type GuardRule } from '../../../shared/schema/guardRules.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import type { Region, Role } from '../../../shared/schema/words.ts';
import { dayText } from '../../../shared/text/dayText.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import { t } from '../../../shared/text/say.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import { readBy } from '../connections/inboundStatus.ts';
import { readSchedule } from '../conversations/schedule.ts';
import { isOfStore } from '../outbox/claim.ts';
import { guardConversation } from '../outbox/facts.ts';
import { knownFor } from '../people/known.ts';
import { factSentence } from '../people/sentences.ts';
import { stopWarnings } from '../people/stopWaiting.ts';
import { type ContactPlace, ownZones } from '../people/textingHours.ts';
import { planAt } from '../rules/schedule.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { hoursSentence, whenThere } from './hoursText.ts';

function regionOf(core: Core, conversationId: string): Region {
  const sql = 'SELECT k.region FROM conversation c JOIN campaign k ON k.id = c.campaign_id WHERE c.id = ?';
  return one<{ region: Region }>(core.db, sql, conversationId)?.region ?? 'US';
}

/**
 * What is known about the number, where that stops a text: who noted it, when, and in which campaign. A
 * texter sees neither the person nor the campaign, which may not be theirs.
 */
function numberSentence(core: Core, role: Role, conversationId: string, rule: GuardRule): string | null {
  const { known } = GUARD_RULES[rule];
  if (known === null) return null;
  const who = one<{ subject: string; name: string }>(
    core.db,
    "SELECT subject, first_name || ' ' || last_name AS name FROM conversation WHERE id = ?",
    conversationId,
  );
  if (!who) return null;
  const fact = knownFor(core, who)[known];
  if (!fact) return null;
  const visibleFact = role === 'texter' ? { ...fact, by: null, campaignName: null } : fact;
  return `${factSentence(visibleFact)} ${guardSentence(rule)}`;
}

/**
 * Which sender number is stopped and what an admin must do; the rule itself only says that nothing is sent.
 */
function senderSentence(core: Core, role: Role, conversationId: string, rule: GuardRule): string | null {
  if (rule !== 'sending-off') return null;
  const sender = one<{ number: string; detail: Stored }>(
    core.db,
    `SELECT s.number, s.stopped_detail AS detail FROM conversation c JOIN sender_number s ON s.id = c.sender_number_id
     WHERE c.id = ? AND s.stopped_at IS NOT NULL`,
    conversationId,
  );
  if (!sender) return null;
  const number = formatNumber(sender.number);
  return role === 'admin'
    ? t('guard:senderStoppedAdmin', { number, detail: said(sender.detail) })
    : t('guard:senderStopped', { number });
}

/** How often and until when, where the person was texted as often as the organisation allows. */
function oftenSentence(core: Core, rule: GuardRule, until: number | null): string | null {
  const { oftenLimit: limit } = readSettings(core.db);
  if (rule !== 'texted-often' || limit === null || until === null) return null;
  return t('guard:often', { ...limit, day: dayText(until) });
}

/** From when on texts leave, where the campaign's schedule holds them up. */
function plannedSentence(
  core: Core,
  conversationId: string,
  rule: GuardRule,
  until: number | null,
  now: number,
): string | null {
  if ((rule !== 'before-start' && rule !== 'planned-pause') || until === null) return null;
  const row = one<ContactPlace & { readonly schedule: string | null }>(
    core.db,
    `SELECT k.region, c.number, c.fields, k.hours, k.schedule FROM conversation c
     JOIN campaign k ON k.id = c.campaign_id WHERE c.id = ?`,
    conversationId,
  );
  if (!row || row.schedule === null) return null;
  const schedule = readSchedule(row.schedule);
  const comes = (each: string) => {
    const { startsAt, pausedUntil } = planAt(schedule, [each], row.region, now);
    return rule === 'before-start' ? startsAt : pausedUntil;
  };
  // Of several zones the one that is meant: where the moment comes last.
  const own = ownZones(row);
  const zone = schedule.zone ?? own.find((each) => comes(each) === until) ?? own[0] ?? 'UTC';
  const when = whenThere(until, now, zone, row.region);
  if (schedule.zone === null)
    return t(rule === 'before-start' ? 'guard:starts' : 'guard:pausedUntil', { when });
  return t(rule === 'before-start' ? 'guard:startsIn' : 'guard:pausedUntilIn', { when, zone });
}

/** The guard's answer; an error of it about this conversation alone stops every text in it. */
function verdictOf(core: Core, conversationId: string, kind: 'initial' | 'reply', now: number) {
  try {
    return guardConversation(core, conversationId, kind, now);
  } catch (error) {
    if (isOfStore(error)) throw error;
    return { pass: false, outcome: 'prevent', rule: 'undecided' } as const;
  }
}

/**
 * What would become of a text that is written now, for the button. Asks the same guard as queueing. `role`:
 * of the reader, who may see the conversation.
 */
export function canSend(core: Core, role: Role, conversationId: string, kind: 'initial' | 'reply'): CanSend {
  const now = core.ports.clock.now();
  const verdict = verdictOf(core, conversationId, kind, now);
  const warnings = warningsOf(core, conversationId);
  if (verdict.pass)
    return { ok: true, outcome: 'send', rule: null, sentence: '', until: null, zone: null, warnings };
  const { outcome, rule } = verdict;
  const why = outcome === 'wait' ? verdict.why : undefined;
  const until = outcome === 'wait' ? (verdict.until ?? untilRead(core, conversationId, rule, now)) : null;
  return {
    // A text that would wait for a person is not queued; one that waits for the clock or a provider is.
    ok: outcome === 'wait' && !GUARD_RULES[rule].needsDecision,
    outcome,
    rule,
    sentence:
      rule === 'inbound-stale' && until !== null
        ? t('guard:reading', { count: Math.max(1, Math.round((until - now) / 60_000)) })
        : why === undefined
          ? (oftenSentence(core, rule, until) ??
            plannedSentence(core, conversationId, rule, until, now) ??
            numberSentence(core, role, conversationId, rule) ??
            senderSentence(core, role, conversationId, rule) ??
            guardSentence(rule))
          : hoursSentence(why, now, until, regionOf(core, conversationId)),
    until,
    warnings,
    zone: why?.zone ?? null,
  };
}

/** How long a text waits for replies to be read, where that is known. */
function untilRead(core: Core, conversationId: string, rule: GuardRule, now: number): number | null {
  if (rule !== 'inbound-stale') return null;
  const row = one<{ connection_id: string }>(
    core.db,
    'SELECT s.connection_id FROM conversation c JOIN sender_number s ON s.id = c.sender_number_id WHERE c.id = ?',
    conversationId,
  );
  return row ? readBy(core, row.connection_id, now) : null;
}

function warningsOf(core: Core, conversationId: string) {
  const row = one<{ subject: string }>(
    core.db,
    'SELECT subject FROM conversation WHERE id = ?',
    conversationId,
  );
  return row ? stopWarnings(core.db, row.subject) : [];
}
