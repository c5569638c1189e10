import { describe, expect, it } from 'vitest';
import { en } from '../../shared/locales/en/index.ts';
import { es } from '../../shared/locales/es/index.ts';
import { englishIn, telling, textsOf, WRITTEN } from '../helpers/otherLanguage.ts';

/**
 * What the test of the Spanish screens takes for English: if it recognised nothing, that test would always
 * pass.
 */

const filled = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/\{\{[^}]*\}\}/g, '12')
    .trim();
const spanish = new Map(textsOf(es));

describe('English on a Spanish screen', () => {
  it('is found, whichever text of the catalogue was left', () => {
    const missed = textsOf(en).filter(([key, text]) => {
      const reported = spanish.get(key) !== text && telling(text) && !WRITTEN.includes(text);
      return reported && englishIn({ text: filled(text) }) === null;
    });
    expect(missed).toEqual([]);
  });

  it('is found where it is in no catalogue', () => {
    for (const text of ['What happens with the rest of it', 'Not yet for you', 'Somebody must decide this']) {
      expect([text, englishIn({ text })]).not.toEqual([text, null]);
    }
  });

  it('is not found in what is Spanish, nor in what people wrote', () => {
    const wrong = [...spanish.values()].flatMap((text) => {
      const why = englishIn({ text: filled(text) });
      return why === null ? [] : [[text, why]];
    });
    expect(wrong).toEqual([]);
    expect(englishIn({ text: 'Quitar Who we are' })).toBeNull();
    // Letters of an id are no words.
    for (const id of ['P7iS9JU4TlhLQ4I', 'P7_at_9JU4TlhLQ']) expect(englishIn({ text: id })).toBeNull();
    expect(englishIn({ text: 'Escribió: “What do you want from me?”' })).toBeNull();
  });
});
