import { expect, test } from 'vitest';
import { updateNumber } from '../../main/core/connectionSettings.ts';
import { all } from '../../main/core/store/statement.ts';
import { desk } from '../helpers/desk.ts';

test('a retired sender number’s queued texts are taken back with the reason, and come back with the number', async () => {
  const d = desk('GB');
  const conversation = d.conversations[0]?.[0] ?? '';
  const other = d.conversations[1]?.[0] ?? '';
  d.clock.set(Date.UTC(2026, 2, 3, 23));
  d.poll();
  expect(d.send(conversation, 'initial')).toMatchObject({ ok: true, waits: 'quiet-hours' });
  expect(d.send(other, 'initial')).toMatchObject({ ok: true });
  const retire = (active: boolean) =>
    d.core.write((tx) => updateNumber(d.core, tx, d.adminId, d.senders[0]?.id ?? '', { active }));
  retire(false);
  await d.dispatch();
  expect(d.messages(conversation)).toMatchObject([{ state: 'prevented', rule: 'sender-retired' }]);
  expect(d.messages(other)).toMatchObject([{ state: 'queued' }]);
  expect(d.row(conversation)?.state).toBe('to-send');
  expect(all(d.core.db, 'SELECT rule, place FROM prevented')).toEqual([
    { rule: 'sender-retired', place: 'claim' },
  ]);
  expect(d.send(conversation, 'initial')).toEqual({ ok: false, rule: 'sender-retired' });
  d.clock.set(Date.UTC(2026, 2, 4, 12));
  d.poll();
  await d.dispatch();
  expect(d.provider.reached.map(({ from }) => from)).toEqual([d.senders[1]?.number]);
  retire(true);
  expect(d.send(conversation, 'initial')).toMatchObject({ ok: true, waits: null });
  await d.dispatch();
  expect(d.provider.reached).toHaveLength(2);
  d.close();
});
