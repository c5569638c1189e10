import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import keywords from '../../main/core/rules/data/keywords.json' with { type: 'json' };
import languages from '../../main/core/rules/data/requests-languages.json' with { type: 'json' };
import { decide } from '../../main/core/rules/decide.ts';
import type { Effect, RuleSettings } from '../../main/core/rules/types.ts';
import { usualFor } from '../../shared/providers/index.ts';
import { ActionKind, Profile, Region } from '../../shared/schema/words.ts';
import { inbound, NOON, settings } from './facts.ts';

const off: RuleSettings = { ...settings, autoOptOut: false };
const kinds = (effects: readonly Effect[]) =>
  effects.map((effect) => (effect.kind === 'open-action' ? `open-action ${effect.action}` : effect.kind));

const one = keywords['provider-1'];
const two = keywords['provider-2'];

describe('the four rows', () => {
  test.each(one)('on, provider-1, %s first: Heed opts out and confirms', (word) => {
    const { decision, rule, matched, effects } = decide(inbound(word), settings);
    expect({ decision, rule, matched }).toEqual({ decision: 'opt-out', rule: 'keyword', matched: word });
    expect(effects).toEqual([
      { kind: 'opt-out', cause: 'auto-keyword' },
      { kind: 'confirm', notAfter: NOON + 300_000 },
    ]);
  });

  test.each(one)(
    'on, provider-1, %s later: held for a person, unless the setting says any response',
    (word) => {
      const later = inbound(word, { firstResponse: false });
      const held = decide(later, settings);
      expect([held.decision, held.rule]).toEqual(['hold', 'keyword-later']);
      expect(kinds(held.effects)).toEqual(['hold', 'open-action likely-opt-out']);
      expect(decide(later, { ...settings, firstResponseOnly: false }).decision).toBe('opt-out');
    },
  );

  test.each(one.flatMap((word) => [true, false].map((first) => [word, first] as const)))(
    'off, provider-1, %s (first: %s): nothing but an action',
    (word, firstResponse) => {
      const { decision, effects } = decide(inbound(word, { firstResponse }), off);
      expect(decision).toBe('action');
      expect(kinds(effects)).toEqual(['open-action opt-out-by-hand']);
    },
  );

  test.each(two.flatMap((word) => [true, false].map((first) => [word, first] as const)))(
    'provider-2, %s (first: %s): the provider blocks and answers; Heed opts out if auto is on',
    (word, firstResponse) => {
      const said = inbound(word, { profile: 'provider-2', firstResponse });
      const on = decide(said, settings);
      expect(on.decision).toBe('opt-out');
      expect(kinds(on.effects)).toEqual(['note-provider-block', 'opt-out']);
      const without = decide(said, off);
      expect(without.decision).toBe('action');
      expect(kinds(without.effects)).toEqual(['note-provider-block', 'open-action opt-out-by-hand']);
    },
  );

  test.each(['STOP!', '“stop”', 'ＳＴＯＰ', 'Stop 🛑', 'ЅТОР'])(
    'provider-2, %s: only Heed recognises it, so Heed opts out and confirms',
    (text) => {
      const said = inbound(text, { profile: 'provider-2', firstResponse: false });
      expect(kinds(decide(said, settings).effects)).toEqual(['opt-out', 'confirm']);
      expect(kinds(decide(said, off).effects)).toEqual(['open-action opt-out-by-hand']);
    },
  );

  test.each(['revoke', 'OPTOUT', 'opt out', 'Opt-out!', 're-voke', 'REVOKE REVOKE', 'STOP please'])(
    'provider-1, %s: a word of the law outside the table is found, and never automatic',
    (text) => expect(decide(inbound(text), settings).decision).toBe('hold'),
  );
});

describe('what surrounds the four rows', () => {
  test('a provider that says it stopped is believed, whatever the words', () => {
    const said = inbound('basta', { profile: 'provider-2', signal: 'stop' });
    const verdict = decide(said, settings);
    expect(verdict.rule).toBe('provider-signal');
    expect(verdict.effects).toEqual([
      { kind: 'note-provider-block' },
      { kind: 'opt-out', cause: 'provider-signal' },
    ]);
  });

  test('whoever is opted out already adds a fact, and gets no second confirmation', () => {
    for (const firstResponse of [true, false]) {
      const { effects } = decide(inbound('stop', { optedOut: true, firstResponse }), settings);
      expect(kinds(effects)).toEqual(['opt-out']);
    }
  });

  test('the five minutes run from when the contact wrote; a fast clock of the provider does not lengthen them', () => {
    const notAfter = (saidAt: number) =>
      decide(inbound('stop', { saidAt }), settings).effects.flatMap((e) =>
        e.kind === 'confirm' ? [e.notAfter] : [],
      );
    expect(notAfter(NOON - 60_000)).toEqual([NOON + 240_000]);
    expect(notAfter(NOON + 3_600_000)).toEqual([NOON + 300_000]);
  });

  test('a likely opt-out is held, or with auto off only asked about', () => {
    const said = inbound('please take me off this list');
    expect(kinds(decide(said, settings).effects)).toEqual(['hold', 'open-action likely-opt-out']);
    expect(decide(said, off)).toMatchObject({ decision: 'action', matched: 'take me off this list' });
    expect(kinds(decide(said, off).effects)).toEqual(['open-action likely-opt-out']);
  });

  test('ten business days, with Thanksgiving left out', () => {
    const [action] = decide(inbound('take me off this list'), settings).effects.slice(-1);
    expect(action).toMatchObject({ dueAt: Date.UTC(2026, 11, 3, 17, 0) });
  });

  test('START asks a person where there is something to resume, and lifts what the provider lifts', () => {
    const start = (about: Parameters<typeof inbound>[1]) => decide(inbound('START', about), settings);
    expect(start({})).toMatchObject({ decision: 'resume', effects: [] });
    const states = [{ optedOut: true }, { providerBlocked: true }, { onHold: true }];
    for (const state of [...states, { openActions: ['opt-out-by-hand' as const] }]) {
      expect(kinds(start(state).effects)).toEqual(['open-action asked-to-resume']);
      expect(kinds(start({ ...state, profile: 'provider-2' }).effects)).toEqual([
        'clear-provider-block',
        'open-action asked-to-resume',
      ]);
    }
  });

  test('YES is an answer, also from someone who is opted out', () => {
    const said = inbound('YES', { profile: 'provider-2', optedOut: true, providerBlocked: true });
    expect(decide(said, settings)).toMatchObject({ decision: 'none', effects: [] });
  });

  test('a wrong number is a suggestion; with a request to stop it is a request', () => {
    const wrong = decide(inbound('Sorry, wrong number'), settings);
    expect(wrong).toMatchObject({ decision: 'wrong-number', matched: 'wrong number' });
    expect(kinds(wrong.effects)).toEqual(['open-action wrong-number']);
    expect(decide(inbound('Wrong number. Stop texting me'), settings).decision).toBe('hold');
  });

  test('quotes of our own texts and reactions to them are not the contact asking', () => {
    const ours = 'Hi Sam, can you come Saturday? Unsubscribe me: reply STOP. Stop texting me';
    const ourTexts = [ours];
    for (const text of [`Liked “${ours}”`, `> ${ours}\nYes I can`, `👍 to “Stop texting me…”`]) {
      expect(decide(inbound(text, { ourTexts }), settings).decision).toBe('none');
    }
    expect(decide(inbound(`Disliked “${ours}” take me off your list`, { ourTexts }), settings).decision).toBe(
      'hold',
    );
    expect(decide(inbound('stop texting me', { ourTexts }), settings).decision).toBe('hold');
    expect(decide(inbound(`Disliked “Hi” don't text me`), settings).decision).toBe('hold');
    const both = "Don't stop the fight, but take me off your list";
    expect(decide(inbound(both), settings).decision).toBe('hold');
  });

  test.each([
    ['Sorry, my husband passed away', 'deceased:'],
    ['this is a business line', 'business:'],
    ['This is no longer her number', 'wrong-number:'],
  ])('%s suggests closing, and the rule says why', (text, family) => {
    for (const chosen of [settings, off]) {
      const { decision, rule, effects } = decide(inbound(text), chosen);
      expect([decision, rule.slice(0, family.length)]).toEqual(['wrong-number', family]);
      expect(kinds(effects)).toEqual(['open-action wrong-number']);
    }
  });

  test.each([
    'STOP WRONG NUMBER',
    'Stop, wrong number',
    'she passed away, please take her off your list',
    'this is a business line, remove us',
    'not interested, stop',
    'who gave you my number? take me off',
  ])('a request outweighs what else is said: %s', (text) => {
    expect(decide(inbound(text), settings).decision).toBe('hold');
  });

  test.each(['not interested', 'Who gave you my number?', 'I get charged for this', 'no me interesa'])(
    'unwilling is no request: %s is marked, whether automatic opt-outs are on or off',
    (text) => {
      for (const chosen of [settings, off]) {
        const { decision, effects } = decide(inbound(text), chosen);
        expect([decision, kinds(effects)]).toEqual(['soft-refusal', ['mark-soft-refusal']]);
      }
    },
  );

  test.each(['stop e-mailing me, texts are fine', 'no thanks', 'Stop the pipeline!', 'I’ll stop by later'])(
    '%s asks for nothing',
    (text) => expect(decide(inbound(text), settings)).toMatchObject({ decision: 'none', effects: [] }),
  );

  test('every word of stopping of every language is held, alone and beside a thank-you', () => {
    const missed = languages.languages.flatMap(({ polite, words }) =>
      words.flatMap((word) =>
        [word, word.toUpperCase(), `${word}. ${polite[0]}!`].filter(
          (text) => !['hold', 'opt-out'].includes(decide(inbound(text), settings).decision),
        ),
      ),
    );
    expect(missed).toEqual([]);
  });

  test('an admin adds words and phrases; empty ones add nothing', () => {
    const more = { ...settings, extraKeywords: ['Leave Off', ''], extraPhrases: ['not for me', ' '] };
    expect(decide(inbound('leave off!'), more).decision).toBe('opt-out');
    expect(decide(inbound('This is NOT for me, pal'), more)).toMatchObject({
      decision: 'hold',
      matched: 'NOT for me',
    });
    for (const text of ['👍', '', 'hello']) expect(decide(inbound(text), more).decision).toBe('none');
    expect(decide(inbound('stop'), more).decision).toBe('opt-out');
  });
});

const decoration = fc
  .array(
    fc.constantFrom(
      ' ',
      '\n',
      '\u00a0',
      '\u200b',
      '\u200f',
      '.',
      '!',
      '“',
      '"',
      '🛑',
      '❤️',
      '(',
      ')',
      '…',
      '-',
      '🇺🇸',
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

const anyFacts = fc.record({
  text: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('stop', 'START', 'take me off', 'wrong number', 'STOP!'),
  ),
  behaviour: fc.constantFrom(...Profile.options.map((profile) => usualFor(profile).optOuts)),
  region: fc.constantFrom(...Region.options),
  signal: fc.constantFrom(undefined, 'stop' as const, 'start' as const, 'help' as const),
  firstResponse: fc.boolean(),
  optedOut: fc.boolean(),
  providerBlocked: fc.boolean(),
  onHold: fc.boolean(),
  openActions: fc.subarray([...ActionKind.options]),
  ourTexts: fc.array(fc.string()),
  saidAt: fc.integer({ min: NOON - 1e9, max: NOON + 1e9 }),
  now: fc.constant(NOON),
});
const anySettings = fc.record({
  autoOptOut: fc.boolean(),
  firstResponseOnly: fc.boolean(),
  extraKeywords: fc.array(fc.string()),
  extraPhrases: fc.array(fc.string()),
});

describe('whatever is said', () => {
  test('a keyword opts out whatever surrounds it and however it is cased', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...two),
        decoration,
        decoration,
        fc.infiniteStream(fc.boolean()),
        (word, before, after, caps) => {
          const cased = [...word]
            .map((letter) => (caps.next().value ? letter.toUpperCase() : letter))
            .join('');
          const said = inbound(before + cased + after, { profile: 'provider-2' });
          expect(decide(said, settings).decision).toBe('opt-out');
        },
      ),
    );
  });

  test('effects agree with the decision, and no two confirmations are asked for', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, chosen) => {
        const { decision, effects } = decide(facts, chosen);
        const has = (kind: Effect['kind']) => effects.filter((effect) => effect.kind === kind).length;
        expect(has('opt-out')).toBe(decision === 'opt-out' ? 1 : 0);
        expect(has('hold')).toBe(decision === 'hold' ? 1 : 0);
        expect(has('confirm')).toBeLessThanOrEqual(decision === 'opt-out' && !facts.optedOut ? 1 : 0);
        if (has('note-provider-block') > 0) expect(has('confirm')).toBe(0);
        if (!chosen.autoOptOut) expect(has('opt-out') + has('hold') + has('confirm')).toBe(0);
        if (facts.behaviour.profile === 'provider-1')
          expect(has('note-provider-block') + has('clear-provider-block')).toBe(0);
        if (decision === 'hold' || decision === 'action') expect(has('open-action')).toBe(1);
        if (decision === 'none') expect(effects).toEqual([]);
        expect(has('mark-soft-refusal')).toBe(decision === 'soft-refusal' ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  test('a keyword with one more word is never automatic', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/).filter((each) => !one.includes(each) && each !== 'all');
    fc.assert(
      fc.property(fc.constantFrom(...one), word, fc.boolean(), (keyword, other, first) => {
        const text = first ? `${keyword} ${other}` : `${other} ${keyword}`;
        expect(decide(inbound(text), settings).decision).not.toBe('opt-out');
      }),
    );
  });

  test('matched is always a part of what the contact wrote', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, chosen) => {
        expect(facts.text).toContain(decide(facts, chosen).matched);
      }),
    );
  });
});
