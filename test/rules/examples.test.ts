import { expect, test } from 'vitest';
import { decide } from '../../main/core/rules/decide.ts';
import { trial as en } from '../../shared/locales/en/settings/trial.ts';
import { trial as es } from '../../shared/locales/es/settings/trial.ts';
import { outcomeKindOf } from '../../shared/text/outcome.ts';
import { inbound, settings } from './facts.ts';

/** The examples on the Keywords page have the outcome that the page names, in each language. */
test.each([
  ['en', en],
  ['es', es],
])('each example of the preview shows what it stands for: %s', (_language, { sample, example }) => {
  const seen = (text: string) => {
    const { decision, rule } = decide(inbound(text), settings);
    return decision === 'wrong-number' ? outcomeKindOf(rule) : decision;
  };
  expect(seen(sample)).toBe('hold');
  expect(Object.fromEntries(Object.entries(example).map(([name, text]) => [name, seen(text)]))).toEqual({
    keyword: 'opt-out',
    request: 'hold',
    slogan: 'none',
    wrongNumber: 'wrong-number',
    deceased: 'deceased',
    business: 'business',
    softRefusal: 'soft-refusal',
    refusal: 'none',
  });
});
