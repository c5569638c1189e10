import { describe, expect, it } from 'vitest';
import { inCallersLanguage } from '../../main/core/base/language.ts';
import { LANGUAGES, pickLanguage } from '../../shared/text/language.ts';
import { t } from '../../shared/text/say.ts';

const asked = <T>(header: string | undefined, next: () => T) =>
  inCallersLanguage({ request: { headers: { 'accept-language': header } }, next });

describe('the language of an answer', () => {
  it.each([
    ['es', 'ahora'],
    ['es-MX,es;q=0.9,en;q=0.8', 'ahora'],
    ['fr-FR, es;q=0.5', 'ahora'],
    ['en-GB,es', 'now'],
    ['fr', 'now'],
    [undefined, 'now'],
  ])('%s', (header, said) => {
    expect(asked(header, () => t('common:time.now'))).toBe(said);
  });

  it('stays with its call while another one runs', async () => {
    const slow = asked('es', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return t('common:time.now');
    });
    expect(asked('en', () => t('common:time.now'))).toBe('now');
    expect(await slow).toBe('ahora');
    expect(t('common:time.now')).toBe('now');
  });
});

describe('a text', () => {
  it('takes the plural form and writes numbers as its language does', () => {
    const minutes = (header: string, count: number) =>
      asked(header, () => t('common:time.minutesAgo', { count }));
    expect([1, 2].map((count) => minutes('en', count))).toEqual(['1 minute ago', '2 minutes ago']);
    expect([1, 2].map((count) => minutes('es', count))).toEqual(['hace 1 minuto', 'hace 2 minutos']);
  });

  it('leaves what it is filled with as it is', () => {
    const name = '<b>{{role}} $t(common:time.now) & "x"';
    expect(t('common:account.menu', { name, role: 'r' })).toBe(`${name}, r: menu`);
  });
});

describe('a language that a caller asks for', () => {
  it('is answered in a language that Heed has, else in English', () => {
    expect(LANGUAGES.map((each) => pickLanguage([`${each}-XX`]))).toEqual([...LANGUAGES]);
    expect(pickLanguage([])).toBe('en');
  });
});
