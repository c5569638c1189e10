import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { number, numberFormat } from '../../renderer/language/formats.ts';
import { es } from '../../shared/locales/es/index.ts';
import { type Language, takeLanguageFrom } from '../../shared/text/language.ts';
import { addLanguage, t } from '../../shared/text/say.ts';

let spoken: Language = 'en';

beforeAll(() => {
  addLanguage('es', es);
  takeLanguageFrom(() => spoken);
  vi.stubGlobal('navigator', { languages: ['es-US', 'en-US'] });
});

afterAll(() => {
  takeLanguageFrom(() => 'en');
  vi.unstubAllGlobals();
});

test.each(['en', 'es'] as const)('a text writes a number as the figures beside it do: %s', (language) => {
  spoken = language;
  expect(number(12_345)).toBe('12,345');
  expect(t('review:toReview', { decide: 1, sample: 12_345, open: 67_890 })).toMatch(/12,345.*67,890/);
});

test('Spanish numbers are written alike on a screen of any country, and in what the core says', () => {
  spoken = 'es';
  for (const languages of [['es-ES'], ['es-MX'], ['es']]) {
    vi.stubGlobal('navigator', { languages });
    expect(numberFormat({ minimumFractionDigits: 1 })(12_345)).toBe('12,345.0');
    expect(t('review:toReview', { decide: 0, sample: 12_345, open: 12_345 })).toContain('12,345');
  }
});

test('where the system names no language, numbers are written all the same', () => {
  spoken = 'en';
  vi.stubGlobal('navigator', { languages: ['en-US@posix'] });
  expect(numberFormat({ maximumFractionDigits: 3 })(1234.5678)).toBe('1,234.568');
});
