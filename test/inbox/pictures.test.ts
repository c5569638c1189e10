import { expect, test } from 'vitest';
import { changeSettings } from '../../main/core/decisions/changeSettings.ts';
import { all } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { messenger } from '../helpers/messenger.ts';

/**
 * Pictures that come in: nothing here can read what they show, so a person is asked where nothing else was
 * said.
 */

async function texted() {
  const d = messenger('US', { contacts: 2 });
  const api = testApi({ made: d.made });
  const [asks = '', says = ''] = d.conversations[0] ?? [];
  for (const id of [asks, says]) d.send(id, 'initial', 'Will you vote?');
  await d.dispatch();
  const picture = (number: string, body: string, at = d.clock.now()) =>
    d.receive({ ...d.provider.says(number, d.senders[0]?.number ?? '', body, at), pictures: 1 });
  return { d, asks, says, picture, texter: api.as(d.texterId) };
}

test('a picture without words asks a person, and whoever would text that number is told first', async () => {
  const { d, asks, picture, texter } = await texted();
  picture(d.numbers[0] ?? '', '');
  d.poll();
  const thread = await texter.conversation.get({ id: asks });
  const waiting = { state: 'waiting', folded: true };
  expect(thread.messages.at(-1)).toMatchObject({ body: '', pictures: [waiting] });
  expect(thread.actions).toMatchObject([{ kind: 'likely-opt-out', rule: 'picture', holds: false }]);
  expect((await refusal(texter.conversation.send({ id: asks, body: 'Nice one!' }))).code).toBe('UNCONFIRMED');
  await texter.conversation.send({ id: asks, body: 'Nice one!', confirmed: ['stop-waiting'] });
  d.close();
});

test('a picture is no first response: the STOP after it opts out and is confirmed', async () => {
  const { d, asks, says, picture, texter } = await texted();
  picture(d.numbers[0] ?? '', ' \n');
  d.clock.advance(60_000);
  d.says(d.numbers[0] ?? '', 'STOP');
  expect(d.row(asks)).toMatchObject({ opt_state: 'automatic', opt_cause: 'auto-keyword' });
  // With words it is a response like any other.
  picture(d.numbers[1] ?? '', 'our dog says hi');
  expect((await texter.conversation.get({ id: says })).actions).toEqual([]);
  d.clock.advance(60_000);
  d.says(d.numbers[1] ?? '', 'STOP');
  expect(d.row(says)).toMatchObject({ opt_state: 'none' });
  expect(d.actions().map(({ kind }) => kind)).toContain('likely-opt-out');
  // Of a person who is opted out already nobody is asked.
  const before = all(d.core.db, 'SELECT id FROM action').length;
  picture(d.numbers[0] ?? '', '');
  expect(all(d.core.db, 'SELECT id FROM action')).toHaveLength(before);
  d.close();
});

test('a STOP under a picture is a STOP', async () => {
  const { d, asks, picture } = await texted();
  picture(d.numbers[0] ?? '', 'STOP');
  expect(d.row(asks)).toMatchObject({ opt_state: 'automatic' });
  d.close();
});

test('words after a picture are what the person decides about', async () => {
  const { d, asks, picture, texter } = await texted();
  picture(d.numbers[0] ?? '', '');
  d.clock.advance(60_000);
  d.says(d.numbers[0] ?? '', 'please take me off your list');
  const found = { kind: 'likely-opt-out', holds: true, text: 'please take me off your list' };
  expect((await texter.conversation.get({ id: asks })).actions).toMatchObject([found]);
  d.clock.advance(60_000);
  picture(d.numbers[0] ?? '', '');
  expect((await texter.conversation.get({ id: asks })).actions).toMatchObject([found]);
  d.close();
});

test('turning auto opt-outs on holds words that waited, and no picture', async () => {
  const d = messenger('US', { contacts: 2, autoOptOut: false });
  const [asks = '', says = ''] = d.conversations[0] ?? [];
  for (const id of [asks, says]) d.send(id, 'initial', 'Will you vote?');
  await d.dispatch();
  const text = d.provider.says(d.numbers[0] ?? '', d.senders[0]?.number ?? '', '', d.clock.now());
  d.receive({ ...text, pictures: 1 });
  d.says(d.numbers[1] ?? '', 'please take me off your list');
  d.core.write((tx) =>
    changeSettings(
      d.core,
      tx,
      null,
      { autoOptOut: true },
      { waitingStops: 'hold', confirmed: ['stops-waiting'] },
    ),
  );
  const found = all(d.core.db, 'SELECT rule, holds FROM action ORDER BY holds');
  expect(found).toEqual([
    { rule: 'picture', holds: 0 },
    { rule: expect.anything(), holds: 1 },
  ]);
  d.close();
});
