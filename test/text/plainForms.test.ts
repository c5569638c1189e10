import { describe, expect, test } from 'vitest';
import { plainOfferWords } from '../../renderer/components/text/segmentWords.ts';
import { plainOffer } from '../../shared/text/plainForms.ts';
import { countSegments } from '../../shared/text/segments.ts';

/** 73 plain characters: alone they fit into one text, with any other character they need two. */
const LONG = 'Thanks for writing back to us today. Can we count on your vote on Tuesday';

describe('plain forms of characters', () => {
  test.each([
    ['’', "'"],
    ['‘', "'"],
    ['“', '"'],
    ['„', '"'],
    ['«', '"'],
    ['–', '-'],
    ['—', '-'],
    ['‑', '-'],
    ['−', '-'],
    ['…', '...'],
    ['•', '-'],
    ['`', "'"],
    ['′', "'"],
    ['½', '1/2'],
    ['\u00a0', ' '],
    ['\u202f', ' '],
    ['\u2003', ' '],
    ['\t', ' '],
    ['\u200b', ''],
    ['\u00ad', ''],
    ['\ufeff', ''],
    ['e\u0301', 'é'],
    ['n\u0303', 'ñ'],
  ])('%j gives way to %j', (sign, twin) => {
    expect(countSegments(LONG + sign).encoding).toBe('UCS-2');
    expect(plainOffer(LONG + sign)).toEqual({
      signs: [sign],
      plain: LONG + twin,
      texts: 2,
      plainTexts: 1,
    });
  });

  test('all of them at once, each as often as it stands there', () => {
    const offer = plainOffer(`“Yes” – ${LONG}… it’s Ana’s`);
    expect(offer?.plain).toBe(`"Yes" - ${LONG}... it's Ana's`);
    expect(offer?.signs).toEqual(['“', '”', '–', '…', '’']);
  });

  test('nothing is offered where nothing is saved', () => {
    expect(plainOffer(LONG)).toBeNull();
    expect(plainOffer('It’s')).toBeNull();
    // An emoji, or a letter that the plain alphabet lacks, costs the same with plain quotes beside it.
    expect(plainOffer(`${LONG}’ 😀`)).toBeNull();
    expect(plainOffer(`${LONG}’ á`)).toBeNull();
    // Three dots in place of one character can make a text too long.
    expect(plainOffer('…'.repeat(54))).toBeNull();
  });

  test('the counts are of the text as it is sent', () => {
    const render = (text: string) => text.replace('{firstName}', 'Maximiliana');
    const written = `Hi {firstName}, it’s ${'x'.repeat(52)}`;
    expect(plainOffer(written.replace('{firstName}', 'Al'))).toBeNull();
    expect(plainOffer(written, render)).toMatchObject({ texts: 2, plainTexts: 1 });
  });

  test('the offer names the characters and what they cost', () => {
    const words = (text: string) => {
      const offer = plainOffer(text);
      return offer && plainOfferWords(offer);
    };
    expect(words(`${LONG}’`)).toBe('The curly ’ makes this 2 texts. Replace it?');
    expect(words(`${LONG}–`)).toBe('– makes this 2 texts. Replace it?');
    expect(words(`${LONG}\u00a0`)).toBe('A no-break space makes this 2 texts. Replace it?');
    expect(words(`${LONG}’…`)).toBe('’ … make this 2 texts. Replace them?');
    expect(words(`${LONG} ${LONG} ${LONG}’`)).toBe(
      'The curly ’ makes this 4 texts instead of 2. Replace it?',
    );
  });
});
