import { expect, test } from 'vitest';
import { writeSettings } from '../../main/core/decisions/writeSettings.ts';
import { messenger } from '../helpers/messenger.ts';

/** HELP: who is answered automatically, with what, how often, and who gets nothing. */

const answers = (d: ReturnType<typeof messenger>) =>
  d.provider.reached.filter(({ body }) => body.startsWith('This is'));

test.each(['HELP', 'help!', 'INFO', 'Ayuda', 'AIDE'])(
  'US: %s is answered once a day, and asks nobody for a reply',
  async (word) => {
    const d = messenger('US', { contacts: 2 });
    const id = d.conversations[0]?.[0] ?? '';
    const number = d.numbers[0] ?? '';
    expect(d.send(id, 'initial')).toMatchObject({ ok: true });
    await d.dispatch();
    d.says(number, word);
    await d.dispatch();
    expect(answers(d).map(({ body }) => body)).toEqual([
      expect.stringMatching(/reply to this text\. Reply STOP/),
    ]);
    expect(d.row(id)?.state).toBe('waiting');
    // Within the day of an automatic answer a person has to answer.
    d.clock.advance(3_600_000);
    d.poll();
    d.says(number, word);
    await d.dispatch();
    expect(answers(d)).toHaveLength(1);
    expect(d.row(id)?.state).toBe('to-answer');
    // The STOP that the answer names is the first response, and only the confirmation follows it.
    const other = d.numbers[1] ?? '';
    d.says(other, word);
    await d.dispatch();
    expect(answers(d)).toHaveLength(2);
    d.clock.advance(1000);
    d.says(other, 'STOP');
    await d.dispatch();
    expect(d.row(d.conversations[0]?.[1] ?? '')?.opt_state).toBe('automatic');
    d.clock.advance(48 * 3_600_000);
    d.poll();
    d.says(other, word);
    await d.dispatch();
    expect(answers(d)).toHaveLength(2);
    d.close();
  },
);

test('US: at night and in a paused campaign too, but not on hold, switched off, or too late', async () => {
  const d = messenger('US', { contacts: 4 });
  const [a = '', b = '', c = '', late = ''] = d.numbers;
  d.clock.set(Date.UTC(2026, 2, 4, 9));
  d.poll();
  d.says(a, 'HELP');
  await d.dispatch();
  expect(answers(d)).toHaveLength(1);
  d.says(b, 'please take me off this list');
  d.says(b, 'HELP');
  await d.dispatch();
  expect(answers(d)).toHaveLength(1);
  d.says(late, 'HELP', d.clock.now() - 11 * 60_000);
  await d.dispatch();
  expect(answers(d)).toHaveLength(1);
  d.core.write((tx) => writeSettings(d.core, tx, d.adminId, { helpAnswer: false }));
  d.says(c, 'HELP');
  await d.dispatch();
  expect(answers(d)).toHaveLength(1);
  expect(d.row(d.conversations[0]?.[2] ?? '')?.state).toBe('to-answer');
  d.close();
});

test('US: an answer that cannot leave in time is taken back, and a person is asked', async () => {
  const d = messenger('US');
  const id = d.conversations[0]?.[0] ?? '';
  d.core.inbound.cut(d.connectionId, d.clock.now());
  d.says(d.numbers[0] ?? '', 'HELP');
  expect(d.row(id)?.state).not.toBe('to-answer');
  d.clock.advance(11 * 60_000);
  await d.dispatch();
  expect(answers(d)).toEqual([]);
  expect(d.messages(id).at(-1)).toMatchObject({ state: 'prevented', rule: 'answer-late' });
  expect(d.row(id)?.state).toBe('to-answer');
  d.close();
});

test('GB: Twilio answers HELP and INFO itself; Heed adds nothing and asks nobody', async () => {
  const d = messenger('GB');
  const id = d.conversations[0]?.[0] ?? '';
  d.says(d.numbers[0] ?? '', 'Info');
  await d.dispatch();
  expect(d.provider.reached).toEqual([]);
  expect(d.row(id)?.state).not.toBe('to-answer');
  d.clock.advance(1000);
  d.says(d.numbers[0] ?? '', 'AYUDA');
  expect(d.row(id)?.state).toBe('to-answer');
  d.close();
});

test('the answer has to name who writes, whom to ask and how to stop', () => {
  const d = messenger('US');
  const save = (helpText: string) => () =>
    d.core.write((tx) => writeSettings(d.core, tx, d.adminId, { helpText }));
  expect(save('{organisation}: ask {contact}.')).toThrow(/STOP/);
  expect(save('{organisation}. Reply STOP to stop.')).toThrow();
  expect(save('{organisation}: ask {contact}. Reply STOP to stop.')).not.toThrow();
  d.close();
});
