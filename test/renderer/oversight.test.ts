import { describe, expect, it } from 'vitest';
import { deedsOf } from '../../renderer/components/actions/deedList.ts';
import { chipsOf, listInput, without } from '../../renderer/components/conversations/filter.ts';
import { markOf } from '../../renderer/components/conversations/marks.ts';
import { toneOf } from '../../renderer/components/optOuts/canBeTexted.ts';
import { enforcedAfter, withFacts } from '../../renderer/components/optOuts/enforced.ts';
import { ConversationFilter, type ConversationRow } from '../../shared/contract/conversations.ts';
import type { OptOutFact } from '../../shared/contract/people.ts';
import { OptOutCause } from '../../shared/schema/causes.ts';
import { ActionKind, type Role } from '../../shared/schema/words.ts';

const row: ConversationRow = {
  id: 'c1',
  campaignId: 'k1',
  campaignName: 'Rent cap',
  name: 'Owen Patel',
  number: '+447700900123',
  state: 'to-answer',
  optState: 'none',
  optCause: null,
  onHold: false,
  stopWaits: false,
  failed: false,
  outcome: null,
  texterId: null,
  texterName: null,
  lastText: 'Stop',
  lastDirection: 'in',
  sortAt: 0,
  tagIds: [],
  reminder: null,
};

const fact: OptOutFact = {
  id: 'o1',
  cause: 'auto-keyword',
  automatic: true,
  rule: 'keyword',
  matched: 'Stop',
  reason: '',
  by: null,
  campaignName: 'Rent cap',
  evidence: 'Stop',
  saidAt: 1_000,
  receivedAt: 1_100,
  at: 1_200,
  reversed: false,
};

describe('what the list is asked for', () => {
  it('joins tab, filters and search into what the contract takes', () => {
    const input = listInput('opted-out', { campaignId: 'k1', automatic: true }, '  0123 ');
    expect(ConversationFilter.strict().parse(input)).toEqual({
      campaignId: 'k1',
      automatic: true,
      optedOut: true,
      search: '0123',
    });
  });

  it('asks for everything where nothing narrows it', () => {
    expect(listInput('all', {}, ' ')).toEqual({});
  });

  it('shows each filter as a chip that takes away that filter alone', () => {
    const filter = { campaignId: 'k1', texterId: 't1', state: 'closed', automatic: true } as const;
    const campaigns = [{ id: 'k1', name: 'Rent cap', profile: 'provider-2' }] as const;
    const chips = chipsOf(filter, campaigns, [{ id: 't1', name: 'Ana' }]);
    expect(chips.map(({ text }) => text)).toEqual([
      'Opted out automatically',
      'Rent cap · Twilio (UK)',
      'Ana',
      'Closed',
    ]);
    const left = chips.reduce((rest, { key }) => without(rest, key), filter as Parameters<typeof without>[0]);
    expect(left).toEqual({});
    expect(without(filter, 'state')).toEqual({ campaignId: 'k1', texterId: 't1', automatic: true });
  });
});

describe('what marks a person', () => {
  it('marks every cause of an opt-out, also while the conversation is on hold', () => {
    for (const optCause of OptOutCause.options) {
      const mark = markOf({ ...row, optState: 'automatic', optCause, onHold: true });
      expect(mark?.text).toBeTruthy();
      expect(mark?.text).not.toBe('on hold');
    }
    expect(markOf({ ...row, optState: 'automatic' })?.text).toBe('auto');
    expect(markOf({ ...row, onHold: true })?.text).toBe('on hold');
    expect(markOf(row)).toBeNull();
  });

  it('never looks fine for somebody who opted out or is blocked at a provider', () => {
    const free = [{ block: 'none' }, { block: 'cleared' }] as const;
    const blocked = [{ block: 'none' }, { block: 'inferred' }] as const;
    expect(toneOf({ optedOut: true, canBeTexted: true, senderNumbers: free })).toBe('stop');
    expect(toneOf({ optedOut: false, canBeTexted: false, senderNumbers: free })).toBe('hold');
    expect(toneOf({ optedOut: false, canBeTexted: true, senderNumbers: blocked })).toBe('hold');
    expect(toneOf({ optedOut: false, canBeTexted: true, senderNumbers: free })).toBe('ok');
  });
});

describe('what an opt-out in the thread tells', () => {
  it('names the words and the time until it was in force', () => {
    const event = { id: 'o1', kind: 'opted-out', text: 'Opted out by the contact.', at: 1_200 } as const;
    expect(withFacts([event], [fact])[0]?.text).toBe(
      'by the contact · keyword “Stop” · enforced 0.2 s later',
    );
    expect(withFacts([event], undefined)).toEqual([event]);
  });

  it('claims no speed for what a person did', () => {
    expect(enforcedAfter({ ...fact, automatic: false })).toBe('');
    expect(enforcedAfter({ ...fact, at: 91_000 })).toBe('90 s later');
  });
});

describe('ways to settle an action', () => {
  it('has one for every kind, and opts nobody in without a reason', () => {
    for (const kind of ActionKind.options)
      expect(deedsOf({ kind, rule: '' }, 'admin').length).toBeGreaterThan(0);
    const optIns = ActionKind.options
      .flatMap((kind) => deedsOf({ kind, rule: '' }, 'admin'))
      .filter(({ resolution }) => resolution === 'opt-in');
    expect(optIns.map(({ reason }) => reason)).toEqual(['required', 'required']);
  });

  it('lets a texter opt out somebody who asked to stop, and a supervisor decide otherwise', () => {
    for (const kind of ['opt-out-by-hand', 'likely-opt-out'] as const) {
      const ends = (role: Role) => deedsOf({ kind, rule: '' }, role).map(({ resolution }) => resolution);
      expect(ends('texter')).toEqual(['opt-out']);
      expect(ends('supervisor')).toEqual(ends('admin'));
    }
    const wrong = deedsOf({ kind: 'wrong-number', rule: '' }, 'supervisor').map(
      ({ resolution }) => resolution,
    );
    expect(wrong).toEqual(['close-wrong-number', 'opt-out', 'dismiss']);
    expect(deedsOf({ kind: 'send-outcome-unknown', rule: '' }, 'supervisor')).toEqual([]);
  });
});
