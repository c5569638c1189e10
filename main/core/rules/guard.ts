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
 * May this text leave now? The one guard (design, rules 5, 6, 7, 11, 12), asked when composing, when
 * enqueueing and when claiming for dispatch. `prevent` is final and recorded; `wait` leaves the text queued.
 * What would never pass is named before what may pass later, and what a person stopped before what the clock
 * stopped.
 */
export function guard(facts: GuardFacts): GuardVerdict {
  if (facts.kind === 'confirmation') return guardConfirmation(facts);
  if (facts.kind === 'help') return guardHelp(facts);
  return neverPasses(facts) ?? mustWait(facts) ?? PASS;
}

/**
 * The confirmation answers the person's own text, so opt-out, hold, campaign and quiet hours do not stop it;
 * lateness does (rule 5). A provider block does as well: the provider has answered, and would refuse ours.
 */
function guardConfirmation(facts: GuardFacts): GuardVerdict {
  if (facts.notAfter === null || facts.now > facts.notAfter) return prevent('confirmation-late');
  if (facts.numberInvalid) return prevent('invalid-number');
  if (facts.providerBlock !== 'none') return prevent('provider-block');
  return facts.sendingOn ? PASS : wait('sending-off', facts.notAfter);
}

/**
 * The answer to HELP is no exemption: an opted-out person, one on hold and a blocked pair get none, and it
 * waits for unread replies. Only texting hours do not hold it up, since the person wrote within the last
 * minutes, nor do campaign and conversation, which it is not a part of. Where it cannot leave in time, a
 * person answers.
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
  // Auto opt-outs off: it is tried all the same, and the refusal creates the opt-out (design, rule 7).
  if (facts.providerBlock === 'inferred' && facts.autoOptOut) return prevent('provider-block');
  if (facts.senderRetired) return prevent('sender-retired');
  if (facts.conversation === 'closed') return prevent('conversation-closed');
  if (facts.campaign === 'closed') return prevent('campaign-not-running');
  if (facts.kind === 'initial' && facts.initialAlready) return prevent('duplicate-initial');
  // Whoever has written is answered; nobody begins with a person who was not reached at this number.
  if (facts.kind === 'initial' && facts.wrongNumber) return prevent('wrong-number');
  return null;
}

function mustWait(facts: GuardFacts): GuardVerdict | null {
  if (facts.onHold) return wait('on-hold', null);
  if (facts.stopWaiting) return wait('stop-waiting', null);
  if (facts.campaign !== 'launched') return wait('campaign-not-running', null);
  if (!facts.sendingOn) return wait('sending-off', null);
  if (!facts.inboundFresh) return wait('inbound-stale', null);
  const hours = quiet(facts.now, facts.hours);
  return hours && { pass: false, outcome: 'wait', rule: 'quiet-hours', ...hours };
}
