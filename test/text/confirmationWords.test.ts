import { expect, it } from 'vitest';
import {
  CONFIRMATIONS,
  CONTACT_LANGUAGES,
  languageInFile,
  languageOf,
} from '../../shared/text/confirmationWords.ts';
import { marketingIn } from '../../shared/text/marketing.ts';
import { countSegments } from '../../shared/text/segments.ts';
import { merge } from '../../shared/text/template.ts';

it('each confirmation makes one text, markets nothing, and is known as its own language', () => {
  for (const language of CONTACT_LANGUAGES) {
    const { text } = merge(CONFIRMATIONS[language], { organisation: 'Housing Vote' });
    expect([language, countSegments(text).segments]).toEqual([language, 1]);
    expect([language, countSegments(text).encoding]).toEqual([
      language,
      language === 'vi' || language === 'zh' ? 'UCS-2' : 'GSM-7',
    ]);
    expect(marketingIn(text, 'Housing Vote')).toEqual([]);
    expect(languageOf(text)).toBe(language);
  }
});

it.each([
  ['No quiero más mensajes, por favor', 'es'],
  ['arretez de m’écrire svp, je ne suis pas intéressé', 'fr'],
  ['Bitte schreiben Sie mir nicht mehr', 'de'],
  ['não quero mais mensagens', 'pt'],
  ['Xin đừng nhắn tin nữa', 'vi'],
  ['请不要再发短信', 'zh'],
  ['please stop texting me', 'en'],
  ['STOP', 'en'],
  ['ok', null],
  ['', null],
])('“%s” is %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});

it('a column of the file names it in several ways', () => {
  expect(languageInFile({ Town: 'es', 'Preferred Language': 'Español' })).toBe('es');
  expect(languageInFile({ language_code: 'fr-CA' })).toBe('fr');
  expect(languageInFile({ Language: 'Klingon' })).toBeNull();
});
