import { expect, test } from 'vitest';
import { CONCERNS } from '../../renderer/concerns.ts';

test('whoever gets another name reads their first texts again, which have it', () => {
  expect(CONCERNS.accounts).toContain('conversation');
});

test('after a text of one’s own lists, figures and threads are read again, and neither notes nor actions', () => {
  for (const part of CONCERNS.queued) expect(CONCERNS.conversations).toContain(part);
  expect(CONCERNS.queued).toEqual(
    expect.arrayContaining(['conversation', 'progress', 'campaign', 'handing.state']),
  );
  expect(CONCERNS.conversations.filter((part) => !CONCERNS.queued.includes(part))).toEqual([
    'messenger.note',
    'texterNote',
    'answers',
    'action',
    'evidence',
  ]);
});
