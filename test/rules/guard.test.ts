import { describe, expect, test } from 'vitest';
import { guard } from '../../main/core/rules/guard.ts';
import type { GuardFacts } from '../../main/core/rules/types.ts';
import { GuardRule } from '../../shared/schema/guardRules.ts';
import { guardSentence } from '../../shared/text/guardText.ts';
import { NOON, outbound } from './facts.ts';

const ask = (about: Partial<GuardFacts>) => guard(outbound(about));
const prevent = (rule: GuardRule) => ({ pass: false, outcome: 'prevent', rule });
const wait = (rule: GuardRule, until: number | null = null) => ({
  pass: false,
  outcome: 'wait',
  rule,
  until,
});
const NIGHT = Date.UTC(2026, 10, 18, 4, 0);
const MORNING = Date.UTC(2026, 10, 18, 13, 0);

describe('texts of the campaign', () => {
  test('pass where nothing stands against them', () => {
    expect(ask({})).toEqual({ pass: true });
    expect(ask({ kind: 'initial', conversation: 'to-send' })).toEqual({ pass: true });
  });

  const never: readonly (readonly [Partial<GuardFacts>, GuardRule])[] = [
    [{ optedOut: true }, 'opted-out'],
    [{ providerBlock: 'confirmed' }, 'provider-block'],
    [{ providerBlock: 'confirmed', autoOptOut: false }, 'provider-block'],
    [{ providerBlock: 'inferred' }, 'provider-block'],
    [{ conversation: 'closed' }, 'conversation-closed'],
    [{ campaign: 'closed' }, 'campaign-not-running'],
    [{ kind: 'initial', initialAlready: true }, 'duplicate-initial'],
    [{ numberInvalid: true }, 'invalid-number'],
    [{ kind: 'initial', wrongNumber: true }, 'wrong-number'],
    [{ senderRetired: true }, 'sender-retired'],
  ];
  test.each(never)('%o: prevented (%s)', (about, rule) => expect(ask(about)).toEqual(prevent(rule)));

  const later: readonly (readonly [Partial<GuardFacts>, GuardRule, number | null])[] = [
    [{ onHold: true }, 'on-hold', null],
    [{ stopWaiting: true }, 'stop-waiting', null],
    [{ campaign: 'paused' }, 'campaign-not-running', null],
    [{ campaign: 'draft' }, 'campaign-not-running', null],
    [{ sendingOn: false }, 'sending-off', null],
    [{ inboundFresh: false }, 'inbound-stale', null],
    [{ now: NIGHT }, 'quiet-hours', MORNING],
    [{ kind: 'initial', conversation: 'to-send', oftenUntil: MORNING }, 'texted-often', MORNING],
  ];
  test.each(later)('%o: waits (%s)', (about, rule, until) =>
    expect(ask(about)).toMatchObject(wait(rule, until)),
  );

  test('auto off: a block that was only inferred is tried all the same', () => {
    expect(ask({ providerBlock: 'inferred', autoOptOut: false })).toEqual({ pass: true });
  });

  test('an opt-out outweighs everything that would only wait', () => {
    const waiting = {
      onHold: true,
      campaign: 'paused',
      sendingOn: false,
      inboundFresh: false,
      now: NIGHT,
    } as const;
    expect(ask({ ...waiting, optedOut: true })).toEqual(prevent('opted-out'));
  });

  test('how often campaigns texted somebody stops no reply and no confirmation', () => {
    expect(ask({ oftenUntil: MORNING })).toEqual({ pass: true });
    expect(ask({ kind: 'confirmation', notAfter: NOON + 1, oftenUntil: MORNING })).toEqual({ pass: true });
  });

  test('a reply is no duplicate of the initial message', () => {
    expect(ask({ initialAlready: true })).toEqual({ pass: true });
  });
});

describe('the confirmation', () => {
  const due = { kind: 'confirmation', notAfter: NOON + 1 } as const;

  test('passes where nothing else may', () => {
    const against = {
      optedOut: true,
      onHold: true,
      campaign: 'closed',
      conversation: 'closed',
      inboundFresh: false,
    } as const;
    expect(ask({ ...due, ...against })).toEqual({ pass: true });
    expect(ask({ ...due, now: NIGHT, notAfter: NIGHT })).toEqual({ pass: true });
  });

  test('is never late, never sent into a provider block, never to an invalid number', () => {
    expect(ask({ ...due, now: NOON + 2 })).toEqual(prevent('confirmation-late'));
    expect(ask({ ...due, notAfter: null })).toEqual(prevent('confirmation-late'));
    expect(ask({ ...due, providerBlock: 'inferred' })).toEqual(prevent('provider-block'));
    expect(ask({ ...due, providerBlock: 'confirmed', autoOptOut: false })).toEqual(prevent('provider-block'));
    expect(ask({ ...due, numberInvalid: true })).toEqual(prevent('invalid-number'));
  });

  test('waits for sending to be on no longer than its time', () => {
    expect(ask({ ...due, sendingOn: false })).toEqual(wait('sending-off', NOON + 1));
    expect(ask({ ...due, sendingOn: false, now: NOON + 2 })).toEqual(prevent('confirmation-late'));
  });
});

test('every rule has its own sentence for the screen', () => {
  const sentences = GuardRule.options.map(guardSentence);
  expect(new Set(sentences).size).toBe(GuardRule.options.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});
