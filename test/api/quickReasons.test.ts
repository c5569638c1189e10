import { expect, test } from 'vitest';
import { inCallersLanguage } from '../../main/core/base/language.ts';
import { all } from '../../main/core/store/statement.ts';
import { QuickReason } from '../../shared/schema/words.ts';
import { testApi } from '../helpers/api.ts';
import { campaign, connection, conversation, fictionNumber, senderNumber } from '../helpers/seed.ts';

/**
 * A usual reason is stored as its key, and said to each reader in their language; words beside it stay as
 * they were written.
 */

const FORGED = '{"say":"kept:reason.died","with":{}}';

function world() {
  const heed = testApi();
  const { core } = heed;
  const ana = heed.newcomer('texter', 'Ana');
  const admin = heed.newcomer('admin', 'Maya');
  const senderNumberId = senderNumber(core, {
    connectionId: connection(core, { profile: 'provider-1' }),
    number: '+12165550190',
  });
  const campaignId = campaign(core, { texterIds: [ana.id] });
  const contact = (index: number) => {
    const number = fictionNumber('US', index);
    const at = { campaignId, number, texterId: ana.id, senderNumberId, state: 'to-answer' } as const;
    return { number, id: conversation(core, at) };
  };
  const inSpanish = <T>(ask: () => T): T =>
    inCallersLanguage({ request: { headers: { 'accept-language': 'es' } }, next: ask });
  const reasonOf = async (number: string) =>
    (await admin.client.person.why({ number })).optOuts[0]?.reason ?? null;
  const found = async (text: string) =>
    (await admin.client.optOut.list({ search: text })).items.map(({ number }) => number).toSorted();
  return { core, ana: ana.client, contact, inSpanish, reasonOf, found };
}

test('whoever chose it, each reads it in their own language', async () => {
  const { core, ana, contact, inSpanish, reasonOf } = world();
  const contacts = QuickReason.options.map((quick, index) => ({ quick, ...contact(index) }));
  for (const [index, { id, quick }] of contacts.entries()) {
    const choose = () => ana.conversation.optOut({ id, quick });
    await (index % 2 === 0 ? inSpanish(choose) : choose());
  }
  const read = async () => Promise.all(contacts.map(({ number }) => reasonOf(number)));
  expect(await read()).toEqual(['Asked to stop', 'Upset by the text', 'Under age', 'Has died']);
  expect(await inSpanish(read)).toEqual([
    'Pidió la baja',
    'Le molestó el mensaje',
    'Menor de edad',
    'Falleció',
  ]);
  const stored = all<{ reason: string }>(core.db, 'SELECT reason FROM opt_out ORDER BY id');
  expect(stored.map(({ reason }) => JSON.parse(reason).say)).toEqual(
    QuickReason.options.map((quick) => `kept:reason.${quick}`),
  );
});

test('words beside it, and words alone, stay as they were written', async () => {
  const { ana, contact, inSpanish, reasonOf } = world();
  const [both, forged, alone, none] = [1, 2, 3, 4].map(contact);
  await ana.conversation.optOut({ id: both?.id ?? '', quick: 'asked', reason: 'twice, on the phone' });
  await ana.conversation.optOut({ id: forged?.id ?? '', quick: 'upset', reason: FORGED });
  await ana.conversation.optOut({ id: alone?.id ?? '', reason: FORGED });
  await ana.conversation.optOut({ id: none?.id ?? '' });
  const read = async () =>
    Promise.all([both, forged, alone, none].map((each) => reasonOf(each?.number ?? '')));
  expect(await read()).toEqual([
    'Asked to stop: twice, on the phone',
    `Upset by the text: ${FORGED}`,
    FORGED,
    '',
  ]);
  expect((await inSpanish(read)).slice(0, 2)).toEqual([
    'Pidió la baja: twice, on the phone',
    `Le molestó el mensaje: ${FORGED}`,
  ]);
});

test('the search of opt-outs finds a reason by the words that its reader sees, and by no others', async () => {
  const { ana, contact, inSpanish, found } = world();
  const [asked, both, alone] = [1, 2, 3].map(contact);
  await ana.conversation.optOut({ id: asked?.id ?? '', quick: 'asked' });
  await ana.conversation.optOut({ id: both?.id ?? '', quick: 'underAge', reason: 'says her mother' });
  await ana.conversation.optOut({ id: alone?.id ?? '', reason: 'Asked at the door' });
  expect(await found('asked')).toEqual([asked?.number, alone?.number]);
  expect(await found('under AGE')).toEqual([both?.number]);
  expect(await found('her mother')).toEqual([both?.number]);
  expect(await inSpanish(() => found('menor de'))).toEqual([both?.number]);
  expect(await inSpanish(() => found('pidió la'))).toEqual([asked?.number]);
  for (const words of ['kept', 'reason', 'with', '{"', 'underAge', 'menor'])
    expect(await found(words), words).toEqual([]);
});
