import { expect, test } from 'vitest';
import { writeSettings } from '../../main/core/decisions/writeSettings.ts';
import { readSettings } from '../../main/core/settings/settings.ts';
import { all } from '../../main/core/store/statement.ts';
import { countSegments } from '../../shared/text/segments.ts';
import { merge } from '../../shared/text/template.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { testCore } from '../helpers/core.ts';
import { restOver } from '../helpers/restApi.ts';

test('what nobody changed has its default; the confirmation fits one segment', () => {
  const settings = readSettings(testCore().core.db);
  expect(settings).toMatchObject({
    autoOptOut: true,
    firstResponseOnly: true,
    quietHours: { sendFrom: 480, sendUntil: 1260 },
    stateHours: true,
    idleLockMinutes: 15,
  });
  const { text } = merge(settings.confirmationText, { organisation: 'O'.repeat(80) });
  expect(countSegments(text)).toMatchObject({ encoding: 'GSM-7', segments: 1 });
});

test('a change is read at once, stays, and stands in the ledger without any text', async () => {
  const api = testApi();
  const { client, id } = api.newcomer('admin');
  await client.settings.update({
    autoOptOut: false,
    confirmationText: 'Bye from {organisation}',
    extraKeywords: ['BASTA'],
  });
  expect(await client.settings.get()).toMatchObject({
    autoOptOut: false,
    extraKeywords: ['BASTA'],
    firstResponseOnly: true,
  });
  expect((await client.session.state()).autoOptOut).toBe(false);
  const entries = all<{ actor: string; payload: string }>(
    api.core.db,
    "SELECT actor, payload FROM ledger WHERE kind = 'settings-changed'",
  );
  expect(entries.map(({ actor, payload }) => [actor, JSON.parse(payload)])).toEqual([
    [id, { autoOptOut: false, confirmationText: 'changed', extraKeywords: 1 }],
  ]);
  await client.settings.update({ autoOptOut: false });
  expect(all(api.core.db, "SELECT 1 FROM ledger WHERE kind = 'settings-changed'")).toHaveLength(1);
});

test('hours can be narrowed, never widened or turned round', async () => {
  const { client } = testApi().newcomer('admin');
  await client.settings.update({ quietHours: { sendFrom: 600, sendUntil: 1200 } });
  for (const [sendFrom, sendUntil] of [
    [479, 1260],
    [480, 1261],
    [700, 700],
    [1200, 600],
  ] as const) {
    expect((await refusal(client.settings.update({ quietHours: { sendFrom, sendUntil } }))).code).toBe(
      'INVALID',
    );
  }
  expect((await client.settings.get()).quietHours).toEqual({ sendFrom: 600, sendUntil: 1200 });
});

test('what a transaction wrote and took back was never read', () => {
  const { core } = testCore();
  expect(() =>
    core.write((tx) => {
      writeSettings(core, tx, null, { autoOptOut: false });
      expect(readSettings(core.db).autoOptOut).toBe(false);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(readSettings(core.db).autoOptOut).toBe(true);
});

test('a text is tried against the rules in force', async () => {
  const { client } = testApi().newcomer('admin');
  const ask = (text: string, autoOptOut: boolean, response: 'first' | 'later' = 'first') =>
    client.settings.tryText({ text, profile: 'provider-1', autoOptOut, response });
  expect(await ask('Stop!', true)).toMatchObject({ decision: 'opt-out', matched: 'Stop!' });
  expect(await ask('Stop!', false)).toMatchObject({ decision: 'action' });
  expect(await ask('Stop!', true, 'later')).toMatchObject({ decision: 'hold' });
  expect(await ask('pumpernickel', true)).toMatchObject({ decision: 'none' });
  await client.settings.update({ extraKeywords: ['pumpernickel'] });
  expect(await ask('pumpernickel', true)).toMatchObject({ decision: 'opt-out' });
});

test('the shipped keywords are the document’s', async () => {
  const { keywords } = await testApi().newcomer('admin').client.settings.vocabulary();
  expect(keywords['provider-1'].map((word) => word.toUpperCase())).toEqual([
    'STOP',
    'STOPALL',
    'UNSUBSCRIBE',
    'CANCEL',
    'END',
    'QUIT',
  ]);
  expect(keywords['provider-2']).toHaveLength(8);
});

test('wrong input is refused with sentences and places', async () => {
  const { client } = testApi().newcomer('admin');
  const call = client.account.create({ login: 'a', name: 'A', role: 'texter', password: 'short' });
  await expect(call).rejects.toMatchObject({
    code: 'INVALID',
    defined: true,
    message: 'At least 2 characters. At least 10 characters.',
    data: {
      issues: [
        { path: ['login'], message: 'At least 2 characters.' },
        { path: ['password'], message: 'At least 10 characters.' },
      ],
    },
  });
});

test('a confirmation that markets is saved only when that was confirmed by name', async () => {
  const api = testApi();
  const admin = api.newcomer('admin');
  const rest = restOver(api);
  const as = api.tokenFor(admin.id);
  const confirmationText = 'You are out. Donate at https://example.org/give to help us win!';
  const save = (body: object) => rest('POST', '/settings', { as, body });
  const refused = await save({ confirmationText });
  expect(refused).toMatchObject({ status: 409, body: { code: 'UNCONFIRMED' } });
  const { warnings } = refused.body.data as { warnings: { code: string; message: string }[] };
  expect(warnings.map(({ code }) => code)).toEqual(['confirmation-markets']);
  for (const words of ['https://example.org/give', 'Donate', 'help us'])
    expect(warnings[0]?.message).toContain(words);
  expect((await admin.client.settings.get()).confirmationText).not.toBe(confirmationText);
  expect((await save({ confirmationText, confirmed: ['confirmation-markets'] })).status).toBe(200);
  expect((await admin.client.settings.get()).confirmationText).toBe(confirmationText);
  // Saving a value that is already set asks for no confirmation.
  expect((await save({ confirmationText, idleLockMinutes: 20 })).status).toBe(200);
  expect((await save({ confirmationText: 'You are out of {organisation}.' })).status).toBe(200);
});
