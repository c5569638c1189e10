import { expect, test } from 'vitest';
import { sendWords } from '../../renderer/views/messenger/sendWords.ts';
import { isHidden } from '../../renderer/views/messenger/texterState.ts';
import type { CanSend } from '../../shared/contract/conversations.ts';
import { byColumn, KEPT_COLUMNS } from '../../shared/schema/contactColumns.ts';
import { GuardRule } from '../../shared/schema/guardRules.ts';
import { ConversationState } from '../../shared/schema/words.ts';
import { guardSentence } from '../../shared/text/guardText.ts';

const contact = {
  ...byColumn(KEPT_COLUMNS, () => ''),
  number: '+12025550143',
  fields: {},
  zones: ['America/New_York'],
};
const refused = (rule: GuardRule): CanSend => ({
  ok: false,
  outcome: 'prevent',
  rule,
  sentence: guardSentence(rule),
  until: null,
  warnings: [],
  zone: null,
});

test('a button that refuses always says why', () => {
  for (const rule of GuardRule.options) {
    const { enabled, why } = sendWords({ canSend: refused(rule), contact });
    expect(enabled).toBe(false);
    expect(why).toBe(guardSentence(rule));
  }
});

test('what waits for texting hours can be queued, and says why and until when, as the core does', () => {
  const until = Date.UTC(2026, 2, 3, 13); // 8:00 in New York
  const canSend: CanSend = {
    ok: true,
    outcome: 'wait',
    rule: 'quiet-hours',
    sentence: 'It is 6:30 AM there.',
    until,
    zone: 'America/New_York',
    warnings: [],
  };
  const { enabled, label, why } = sendWords({ canSend, contact });
  expect(enabled).toBe(true);
  expect(label).toBe('Queue');
  expect(why).toBe('It is 6:30 AM there.');
});

test('a conversation that the server no longer gives is in no list; one just sent is only off “To send”', () => {
  expect(ConversationState.options.map((tab) => isHidden('gone', tab))).toEqual([true, true, true, true]);
  expect(isHidden('sending', 'to-send')).toBe(true);
  expect(isHidden('sending', 'to-answer')).toBe(false);
  expect(isHidden('opted-out', 'closed')).toBe(false);
  expect(isHidden(undefined, 'to-send')).toBe(false);
});
