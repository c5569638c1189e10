import { quiet } from './quietHours.ts';
import type { GuardFacts, GuardVerdict } from './types.ts';

const PASS: GuardVerdict = { pass: true };

type Stop = Extract<GuardVerdict, { pass: false }>;

const prevent = (rule: Stop['rule']): GuardVerdict => ({ pass: false, outcome: 'prevent', rule });
const wait = (rule: Stop['rule'], until: number | null): GuardVerdict => ({
  pass: false,
  outcome: 'wait',
  rule,
  until,
});

/**
 * Decides whether a text may leave now (design, rules 5, 6, 7, 11, 12). Asked when composing, when queueing
 * and when claiming for dispatch. `prevent` is final and recorded; `wait` leaves the text queued. Of several
 * rules, those that never pass come before those that may pass later, and a person's decision before the
 * clock.
 */
export function guard(facts: GuardFacts): GuardVerdict {
  if (facts.kind === 'confirmation') return guardConfirmation(facts);
  if (facts.kind === 'help') return guardHelp(facts);
  return neverPasses(facts) ?? mustWait(facts) ?? PASS;
}

/**
 * The confirmation answers the person's own text, so opt-out, hold, campaign and texting hours do not stop
 * it. It is stopped when it is late (design, rule 5) and by a provider block: the provider has confirmed by
 * itself and would refuse ours.
 */
function guardConfirmation(facts: GuardFacts): GuardVerdict {
  if (facts.notAfter === null || facts.now > facts.notAfter) return prevent('confirmation-late');
  if (facts.numberInvalid) return prevent('invalid-number');
  if (facts.providerBlock !== 'none') return prevent('provider-block');
  return facts.sendingOn ? PASS : wait('sending-off', facts.notAfter);
}

/**
 * The answer to HELP is not exempt: it does not go to a person who is opted out or on hold, nor over a
 * blocked pair, and waits for unread replies. Texting hours do not stop it, since the person wrote within the
 * last minutes, nor do the states of campaign and conversation, since it belongs to neither. Where it cannot
 * leave in time, a person answers.
 */
function guardHelp(facts: GuardFacts): GuardVerdict {
  if (facts.optedOut) return prevent('opted-out');
  if (facts.onHold) return prevent('on-hold');
  if (facts.numberInvalid) return prevent('invalid-number');
  if (facts.providerBlock !== 'none') return prevent('provider-block');
  if (facts.senderRetired) return prevent('sender-retired');
  if (facts.notAfter === null || facts.now > facts.notAfter) return prevent('answer-late');
  if (!facts.sendingOn) return wait('sending-off', null);
  return facts.inboundFresh ? PASS : wait('inbound-stale', null);
}

function neverPasses(facts: GuardFacts): GuardVerdict | null {
  if (facts.optedOut) return prevent('opted-out');
  if (facts.numberInvalid) return prevent('invalid-number');
  if (facts.providerBlock === 'confirmed') return prevent('provider-block');
  // Auto opt-outs are off: the text is tried all the same, and the provider's refusal creates the opt-out
  // (design, rule 7).
  if (facts.providerBlock === 'inferred' && facts.autoOptOut) return prevent('provider-block');
  if (facts.senderRetired) return prevent('sender-retired');
  if (facts.conversation === 'closed') return prevent('conversation-closed');
  if (facts.campaign === 'closed') return prevent('campaign-not-running');
  // The end of the schedule stops first texts; whoever has written to the campaign is still answered.
  const { plan } = facts;
  if (!facts.wrote && plan !== null && plan.endsAt !== null && facts.now >= plan.endsAt)
    return prevent('after-end');
  if (facts.kind === 'initial' && facts.initialAlready) return prevent('duplicate-initial');
  // A first text is not sent to somebody who was not reached at this number (design, rule 13); a person who
  // writes from there is answered.
  if (facts.kind === 'initial' && facts.wrongNumber) return prevent('wrong-number');
  return null;
}

function mustWait(facts: GuardFacts): GuardVerdict | null {
  if (facts.onHold) return wait('on-hold', null);
  if (facts.stopWaiting) return wait('stop-waiting', null);
  if (facts.campaign !== 'launched') return wait('campaign-not-running', null);
  if (!facts.sendingOn) return wait('sending-off', null);
  if (!facts.inboundFresh) return wait('inbound-stale', null);
  const { plan, now } = facts;
  if (plan !== null) {
    if (!facts.wrote && plan.startsAt !== null && now < plan.startsAt)
      return wait('before-start', plan.startsAt);
    if (plan.pausedUntil !== null) return wait('planned-pause', plan.pausedUntil);
  }
  // Only a first text: whoever writes is answered.
  if (facts.kind === 'initial' && facts.oftenUntil !== null) return wait('texted-often', facts.oftenUntil);
  const hours = quiet(now, facts.hours);
  return hours && { pass: false, outcome: 'wait', rule: 'quiet-hours', ...hours };
}
