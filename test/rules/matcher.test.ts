import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import keywords from '../../main/core/rules/data/keywords.json' with { type: 'json' };
import { decide } from '../../main/core/rules/decide.ts';
import { likely } from '../../main/core/rules/likely.ts';
import { ourMatcher } from '../../main/core/rules/ourMatcher.ts';
import { providerMatcher } from '../../main/core/rules/providerMatcher.ts';
import { usualFor } from '../../shared/providers/index.ts';
import { inbound, settings } from './facts.ts';

describe('the two matchers', () => {
  test.each(['STOP', ' stop ', 'Stop\n', 'oPtOuT', 'revoke'])('both match %o', (text) => {
    expect(providerMatcher(usualFor('provider-2').optOuts, text)).toBe('stop');
    expect(ourMatcher('provider-2', text)?.kind).toBe('stop');
  });

  test.each(['STOP!', '"stop"', 'ＳＴＯＰ', 'st\u200bop', 'stop 🛑', 'ЅТОР', '𝐒𝐓𝐎𝐏', 'stop 🇬🇧'])(
    'only ours matches %o',
    (text) => {
      expect(providerMatcher(usualFor('provider-2').optOuts, text)).toBe(null);
      expect(ourMatcher('provider-2', text)).toEqual({ kind: 'stop', word: 'stop' });
    },
  );

  test.each([
    'C A N C E L',
    'S.T.O.P',
    're-voke',
    'un subscribe',
    'Opt out',
    'STOP ALL',
    'QUIT QUIT QUIT',
    'Stop! Stop!',
    'stop, cancel',
    'END\nSent from my Pixel',
    'Stop\n\nGet Outlook for iOS<https://aka.ms/o0ukef>',
    'STOP (Sent with Slam Effect)',
    'STOP\nEnviado desde mi iPhone',
    'stop\n发自我的iPhone',
  ])('written in parts, repeated or signed is a keyword to ours alone: %o', (text) => {
    expect(providerMatcher(usualFor('provider-2').optOuts, text)).toBe(null);
    expect(ourMatcher('provider-2', text)?.kind).toBe('stop');
  });

  test.each([
    'stop by',
    'stopstop',
    'stop 2',
    'stop unstop',
    'nonstop',
    'unstoppable',
    'the end',
    '',
    '!',
    'yes',
    'stop x',
    'Sent from my iPhone',
  ])('neither matches %o', (text) => {
    expect(providerMatcher(usualFor('provider-2').optOuts, text)).toBe(null);
    expect(ourMatcher('provider-2', text)).toBe(null);
  });

  test('what the provider matches, ours matches too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...keywords['provider-2'], ...keywords.resume),
        fc.stringMatching(/^\s{0,5}$/),
        (word, space) => {
          const kind = providerMatcher(usualFor('provider-2').optOuts, space + word.toUpperCase() + space);
          expect(ourMatcher('provider-2', space + word + space)?.kind).toBe(kind);
        },
      ),
    );
  });

  test('provider-1 does nothing by itself, and knows six words', () => {
    expect(providerMatcher(usualFor('provider-1').optOuts, 'STOP')).toBe(null);
    expect(ourMatcher('provider-1', 'revoke')).toBe(null);
  });
});

describe('long texts', () => {
  const steps = (text: string) => {
    let counted = 0;
    const count = (each: number) => {
      counted += each;
    };
    likely({ text, ourTexts: [], extraPhrases: [] }, count);
    return counted;
  };

  // Texts that begin many patterns at once and complete none: the worst case for a matcher that starts
  // again at each word.
  test.each([
    'please ',
    'stop x ',
    'stop the ',
    '停止吗',
    'do not ',
    'i want to ',
    'take me ',
    'the ',
    'no more ',
    'not ever please just ',
    'a.',
    'no me ',
  ])('twice the text takes twice the steps and no more: %o', (words) => {
    const once = steps(words.repeat(200));
    const twice = steps(words.repeat(400));
    expect(once).toBeGreaterThan(0);
    expect(twice).toBeLessThan(2.2 * once);
  });

  test('a keyword is found among a megabyte of nothing', () => {
    const nothing = ' .\n\u200b!'.repeat(200_000);
    expect(decide(inbound(`${nothing}STOP${nothing}`), settings).decision).toBe('opt-out');
  });

  test('a request is found at the head and at the tail of a very long text', () => {
    const talk = 'the weather was fine that day, '.repeat(20_000);
    expect(decide(inbound(`please stop texting me. ${talk}`), settings).decision).toBe('hold');
    expect(decide(inbound(`${talk}. please stop texting me`), settings).decision).toBe('hold');
    expect(decide(inbound(talk), settings).decision).toBe('none');
  });
});
