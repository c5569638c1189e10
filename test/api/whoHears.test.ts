import { beforeEach, describe, expect, test } from 'vitest';
import { run, sql } from '../../main/core/store/statement.ts';
import type { ChangeTopic } from '../../shared/contract/base/changes.ts';
import { type TestApi, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import * as seed from '../helpers/seed.ts';

/**
 * Who hears of which change: admins and supervisors of every one, a texter of their own conversations and of
 * what concerns everybody. Ana texts the first number, Ben the second; the third is still to be handed out.
 */

let d: Messenger;
let api: TestApi;
let ben: string;
let campaignId: string;
/** The conversations with the three numbers. */
let ids: readonly string[];
let heard: Record<'overseers' | 'ana' | 'ben', Set<ChangeTopic>[]>;

async function setUp() {
  d = messenger('US', { contacts: 3 });
  api = testApi({ made: d.made });
  ben = seed.account(d.core, { role: 'texter' });
  campaignId = (await admin().campaign.list({})).find(({ name }) => name === 'First')?.id ?? '';
  const db = writer(d.core);
  run(db, sql`INSERT INTO campaign_texter (campaign_id, account_id) VALUES (${campaignId}, ${ben})`);
  const handing = { batch: 5, mostPerDay: null, idleMinutes: 30, answerMinutes: 60, mayAsk: null };
  await admin().handing.set({ campaignId, handing });
  for (const [index, texterId] of [d.texterId, ben, null].entries())
    run(db, sql`UPDATE conversation SET texter_id = ${texterId} WHERE number = ${numberOf(index)}`);
  ids = d.conversations[0] ?? [];
  heard = { overseers: [], ana: [], ben: [] };
  d.core.changes.subscribe(({ topics }) => heard.overseers.push(new Set(topics)));
  d.core.changesFor(d.texterId).subscribe(({ topics }) => heard.ana.push(new Set(topics)));
  d.core.changesFor(ben).subscribe(({ topics }) => heard.ben.push(new Set(topics)));
}
beforeEach(setUp);

const numberOf = (index: number) => d.numbers[index] ?? '';
const idOf = (index: number) => ids[index] ?? '';
const admin = () => api.as(d.adminId);
const ana = () => api.as(d.texterId);
const forget = () => {
  for (const notices of Object.values(heard)) notices.length = 0;
};
const topicsOf = (who: keyof typeof heard) =>
  [...new Set(heard[who].flatMap((topics) => [...topics]))].toSorted().join(', ');

const OWN = 'actions, conversations';
const NOTHING = '';
const replied = async (index: number) => {
  d.send(idOf(index), 'initial');
  await d.dispatch();
  d.says(numberOf(index), 'Yes, of course');
};
const optedOut = async () => {
  await replied(0);
  d.says(numberOf(0), 'STOP');
  expect(d.row(idOf(0))?.opt_state).toBe('automatic');
};
const none = () => undefined;

/** What Ana and Ben hear; those who oversee hear of each of these. */
const CASES: readonly (readonly [
  what: string,
  before: () => unknown,
  act: () => unknown,
  ana: string,
  ben: string,
])[] = [
  [
    'Ana sends',
    none,
    () => ana().conversation.sendInitial({ id: idOf(0), confirmed: [] }),
    'queued',
    NOTHING,
  ],
  ['a text of Ana’s leaves', () => d.send(idOf(0), 'initial'), () => d.dispatch(), 'texts', NOTHING],
  ['a text of Ben’s leaves', () => d.send(idOf(1), 'initial'), () => d.dispatch(), NOTHING, 'texts'],
  ['a contact of Ana’s replies', none, () => d.says(numberOf(0), 'Yes, of course'), OWN, NOTHING],
  ['a contact of Ana’s asks to stop', () => replied(0), () => d.says(numberOf(0), 'STOP'), OWN, NOTHING],
  ['a contact of Ben’s replies', none, () => d.says(numberOf(1), 'Who is this?'), NOTHING, OWN],
  ['one who is nobody’s replies', none, () => d.says(numberOf(2), 'Hello?'), NOTHING, NOTHING],
  ['a stranger writes', none, () => d.says('+13035550142', 'Hello?'), NOTHING, NOTHING],
  [
    'after an automatic opt-out: the confirmation, further words',
    optedOut,
    async () => {
      await d.dispatch();
      for (const words of ['STOP', 'Are you there?', 'START']) d.says(numberOf(0), words);
    },
    NOTHING,
    NOTHING,
  ],
  [
    'an admin notes something there and assigns it',
    optedOut,
    async () => {
      await admin().messenger.note.add({ conversationId: idOf(0), body: 'They rang.' });
      for (const texterId of [ben, null]) await admin().conversation.assign({ id: idOf(0), texterId });
    },
    NOTHING,
    NOTHING,
  ],
  [
    'Ana opts one of hers out',
    () => replied(0),
    () => ana().conversation.optOut({ id: idOf(0) }),
    OWN,
    NOTHING,
  ],
  [
    'an admin closes one of Ana’s',
    () => replied(0),
    () => admin().conversation.close({ id: idOf(0), outcome: 'done' }),
    OWN,
    NOTHING,
  ],
  [
    'one of Ana’s is given to Ben',
    none,
    () => admin().conversation.assign({ id: idOf(0), texterId: ben }),
    OWN,
    OWN,
  ],
  [
    'a note on one of Ana’s',
    none,
    () => admin().messenger.note.add({ conversationId: idOf(0), body: 'They rang.' }),
    OWN,
    NOTHING,
  ],
  [
    'a word to Ben',
    none,
    () => admin().texterNote.write({ texterId: ben, body: 'Well done.' }),
    NOTHING,
    OWN,
  ],
  ['Ana asks for contacts', none, () => ana().handing.ask({ campaignId }), OWN, NOTHING],
  ['Ana gives hers back', none, () => ana().handing.done({ campaignId }), OWN, 'handing'],
  [
    'Ben is thanked',
    none,
    () => admin().nudge.send({ campaignId, texterIds: [ben], kind: 'thanks' }),
    NOTHING,
    'nudges',
  ],
  ['a campaign is paused', none, () => admin().campaign.pause({ id: campaignId }), 'campaigns', 'campaigns'],
  ['a setting', none, () => admin().settings.update({ autoOptOut: false }), 'settings', 'settings'],
  [
    'Ben gets another name',
    none,
    () => admin().account.update({ id: ben, name: 'Benno' }),
    NOTHING,
    'accounts',
  ],
  ['Ben is signed out', () => api.as(ben), () => admin().signIns.end({}), NOTHING, 'session'],
];

describe('who hears that', () => {
  test.each(CASES)('%s', async (_, before, act, forAna, forBen) => {
    await before();
    forget();
    await act();
    expect(heard.overseers.length).toBeGreaterThan(0);
    const all = (expected: string) => expected.split(', ').filter((topic) => topic !== '');
    for (const [who, expected] of [
      ['ana', forAna],
      ['ben', forBen],
    ] as const) {
      const topics = topicsOf(who);
      if (expected === NOTHING) expect(topics, who).toBe('');
      else for (const topic of all(expected)) expect(topics.split(', '), who).toContain(topic);
    }
  });
});

test('an automatic opt-out and an ordinary reply make the same notices, in the same number', async () => {
  const after = async (words: string) => {
    await setUp();
    await replied(0);
    await replied(1);
    forget();
    d.says(numberOf(0), words);
    await d.dispatch();
    const state = d.row(idOf(0))?.opt_state;
    const last = [d.texterId, ben].map((id) => d.core.changesFor(id).last());
    return { state, heard: { ana: heard.ana, ben: heard.ben, last } };
  };
  const reply = await after('I will think about it');
  const stop = await after('STOP');
  expect([reply.state, stop.state]).toEqual(['none', 'automatic']);
  expect(stop.heard).toEqual(reply.heard);
  expect(stop.heard).toMatchObject({ ana: [new Set(['conversations', 'actions'])], ben: [] });
});
