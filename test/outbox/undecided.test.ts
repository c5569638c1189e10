import { expect, test } from 'vitest';
import { claim, mayStillLeave } from '../../main/core/outbox/claim.ts';
import { run } from '../../main/core/store/statement.ts';
import { testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';

/** A text about which nothing can be decided, since an error is thrown: it never leaves, and keeps nobody. */

function world() {
  const d = messenger('US', { contacts: 2 });
  const [[ann = '', ben = ''] = [], [other = ''] = []] = d.conversations;
  const plan = (schedule: string | null) =>
    run(
      writer(d.core),
      'UPDATE campaign SET schedule = ? WHERE id = (SELECT campaign_id FROM conversation WHERE id = ?)',
      schedule,
      other,
    );
  const states = () => [ann, ben, other].map((id) => d.messages(id)[0]?.state);
  const logged = () => d.made.ports.logged.filter((line) => /text-undecided|claim-failed/.test(line));
  const admin = testApi({ made: d.made }).as(d.adminId);
  return { d, admin, ann, ben, other, plan, states, logged };
}

test('a text whose campaign cannot be read is put aside, told of without its words, and asked about later', async () => {
  const { d, admin, ann, ben, other, plan, states, logged } = world();
  for (const id of [other, ann, ben]) d.send(id, 'initial', 'Will you vote?');
  plan('{"zone":');
  await d.dispatch();
  expect(states()).toEqual(['sent', 'sent', 'queued']);
  expect(logged()).toEqual([
    expect.stringMatching(/^text-undecided .*"kind":"initial","name":"SyntaxError"/),
  ]);
  expect(logged()[0]).not.toMatch(/vote|202555/);
  // The thread and the campaign's page say so, and what to do.
  const thread = await admin.conversation.get({ id: other });
  expect(thread.messages[0]?.detail).toMatch(/an error about this text alone.*take it back/);
  expect(thread.canSend).toMatchObject({ ok: false, rule: 'undecided', outcome: 'prevent' });
  const campaignId = thread.conversation.campaignId;
  expect(await admin.campaign.get({ id: campaignId })).toMatchObject({ schedule: null });
  const aside = async () => (await admin.cockpit.read({ campaignId })).undecided;
  expect(await aside()).toBe(1);
  // Not at each turn, and a STOP that comes meanwhile is obeyed by whatever becomes of it.
  await d.dispatch();
  expect(logged()).toHaveLength(1);
  d.clock.advance(61_000);
  d.poll();
  await d.dispatch();
  expect(logged()).toHaveLength(2);
  plan(null);
  d.clock.advance(61_000);
  d.poll();
  await d.dispatch();
  expect(states()).toEqual(['sent', 'sent', 'sent']);
  expect(await aside()).toBe(0);
  d.close();
});

test('a claimed text does not leave where the last look ends in an error', () => {
  const { d, other, plan } = world();
  d.send(other, 'initial');
  const [claimed] = claim(d.core, () => true, 5);
  if (!claimed) throw new Error('Nothing was claimed');
  expect(mayStillLeave(d.core, claimed)).toBe(true);
  plan('{"zone":');
  expect(mayStillLeave(d.core, claimed)).toBe(false);
  d.close();
});

test('where the store itself fails nothing is put aside and nothing leaves', async () => {
  const { d, ann, ben, states, logged } = world();
  for (const id of [ann, ben]) d.send(id, 'initial');
  const db = writer(d.core);
  db.exec('ALTER TABLE opt_out RENAME TO lost');
  await expect(d.dispatch()).rejects.toThrow(/opt_out/);
  expect(states()).toEqual(['queued', 'queued', undefined]);
  expect(logged()).toEqual([]);
  db.exec('ALTER TABLE lost RENAME TO opt_out');
  await d.dispatch();
  expect(states()).toEqual(['sent', 'sent', undefined]);
  d.close();
});

test('a text that waits for a rule after it was put aside says that rule', async () => {
  const { d, admin, other, plan } = world();
  d.send(other, 'initial', 'Will you vote?');
  plan('{"zone":');
  await d.dispatch();
  plan(null);
  run(writer(d.core), "UPDATE campaign SET state = 'paused'");
  d.clock.advance(61_000);
  d.poll();
  await d.dispatch();
  const [text] = (await admin.conversation.get({ id: other })).messages;
  expect(text).toMatchObject({ state: 'queued', rule: 'campaign-not-running' });
  expect(text?.detail).not.toMatch(/an error/);
  d.close();
});
