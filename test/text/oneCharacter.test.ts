import { expect, it } from 'vitest';
import { oneCharacter } from '../../shared/text/oneCharacter.ts';

it.each(['1', 'k', ' y\n', '?', 'é', 'e\u0301', 'ñ'])(
  'one character, perhaps typed by mistake: %j',
  (text) => {
    expect(oneCharacter(text)).toBe('character');
  },
);

it.each(['👍', '👍🏽', '🇬🇧', '👨‍👩‍👧‍👦', '1️⃣', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])('an emoji may be meant: %s', (text) => {
  expect(oneCharacter(text)).toBe('emoji');
});

it.each(['', '  ', 'ok', '12', '👍👍', 'Yes'])('not one character: %j', (text) => {
  expect(oneCharacter(text)).toBe(null);
});
