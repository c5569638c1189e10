import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { receive } from '../../main/core/inbox/receive.ts';
import { createDispatcher } from '../../main/core/outbox/dispatcher.ts';
import { createAdapter } from '../../main/core/providers/index.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { all } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { plain, SECRET, tellTale } from '../helpers/pictures.ts';
import * as seed from '../helpers/seed.ts';

/** Pictures that go out, over a simulated Bandwidth: a text with a picture never leaves without it. */

const SENDER = '+12165550190';
const CONTACTS = ['+12025550101', '+12025550102', '+12025550103'] as const;
const [ANN, BEN, COY] = CONTACTS;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const base64 = (file: Buffer) => file.toString('base64');
const hashOf = (content: string) => createHash('sha256').update(Buffer.from(content, 'base64')).digest('hex');

async function world() {
  const simulator = await startSimulator({ profile: 'provider-1' });
  closing.push(() => simulator.close());
  const api = testApi({ ports: { fetch } });
  const { core, clock } = api;
  closing.push(() => core.close());
  const texterId = seed.account(core, { role: 'texter' });
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  const senderNumberId = seed.senderNumber(core, { connectionId, number: SENDER });
  const campaignId = seed.campaign(core, { texterIds: [texterId] });
  const ids = CONTACTS.map((number) =>
    seed.conversation(core, { campaignId, number, texterId, senderNumberId, state: 'to-send' }),
  );
  const adapter = createAdapter(
    'simulator',
    { baseUrl: simulator.url, profile: 'provider-1' },
    { now: clock.now, fetch },
  );
  const dispatcher = createDispatcher(core, () => adapter);
  const { id: adminId, client: admin } = api.newcomer('admin');
  return {
    core,
    clock,
    ids,
    campaignId,
    connectionId,
    adminId,
    admin,
    texter: api.as(texterId),
    control: simulator.control,
    dispatch: async () => {
      for (let turn = 0; turn < 20 && (await dispatcher.turn()) > 0; turn += 1);
    },
    says: (from: string, body: string, providerId: string) => {
      const text = { providerId, from, to: SENDER, body, providerTime: clock.now() };
      receive(core, { connectionId, adapter }, { inbound: [text], statuses: [], providerTexts: [] });
    },
    /** One turn, which ends once what was claimed has been settled. */
    turn: () => dispatcher.turn(),
    uploads: () => simulator.control.requests().filter(({ method }) => method === 'PUT').length,
    seen: (number: string) => simulator.control.contact(number).map(({ body, media }) => ({ body, media })),
  };
}

test('a campaign’s picture goes with first texts, cleaned and stored once; STOP and HELP are as ever', async () => {
  const w = await world();
  const [ann = '', ben = '', coy = ''] = w.ids;
  expect((await w.texter.conversation.get({ id: ann })).initialPicture).toBe(false);
  await w.admin.picture.setOfCampaign({ id: w.campaignId, picture: base64(tellTale('jpeg')) });
  const kept = await w.texter.picture.ofCampaign({ id: w.campaignId });
  expect(kept).toMatchObject({ kind: 'jpeg', type: 'image/jpeg', hash: hashOf(kept.content) });
  expect(Buffer.from(kept.content, 'base64').includes(SECRET)).toBe(false);
  expect((await refusal(w.texter.picture.setOfCampaign({ id: w.campaignId, picture: null }))).code).toBe(
    'FORBIDDEN',
  );

  const thread = await w.texter.conversation.get({ id: ann });
  expect(thread).toMatchObject({ initialPicture: true, outgoingPictures: { whyNot: '', price: null } });
  await w.texter.conversation.sendInitial({ id: ann });
  // A queued text keeps the picture that it was sent with.
  await w.admin.picture.setOfCampaign({ id: w.campaignId, picture: base64(plain('png')) });
  await w.texter.conversation.sendInitial({ id: ben });
  await w.dispatch();
  const { hash } = await w.texter.picture.ofCampaign({ id: w.campaignId });
  expect(w.seen(ANN)).toMatchObject([{ media: [kept.hash] }]);
  expect(w.seen(BEN)).toMatchObject([{ media: [hash] }]);
  const [shown] = (await w.texter.conversation.get({ id: ann })).messages;
  expect(shown).toMatchObject({ state: 'sent', pictures: [{ state: 'there', folded: false, kind: 'jpeg' }] });
  expect(await w.texter.picture.get({ id: shown?.pictures?.[0]?.id ?? '' })).toEqual(kept);

  // A reply with the same picture stores nothing anew; one that is taken back never leaves.
  const file = base64(tellTale('jpeg'));
  await w.texter.conversation.send({ id: ann, body: 'Look!', picture: file });
  const { message } = await w.texter.conversation.send({
    id: ben,
    body: 'Oh no',
    picture: file,
    holdSeconds: 5,
  });
  expect(message).toMatchObject({ pictures: [{ kind: 'jpeg' }] });
  await w.texter.conversation.cancel({ id: message.id });
  await w.dispatch();
  expect(w.uploads()).toBe(2);
  expect(w.seen(ANN).at(-1)).toEqual({ body: 'Look!', media: [kept.hash] });
  expect(w.seen(BEN)).toHaveLength(1);

  w.says(ANN, 'HELP', 'in-1');
  w.says(BEN, 'STOP', 'in-2');
  await w.dispatch();
  expect(w.seen(ANN).at(-1)).toMatchObject({ media: [] });
  expect(w.seen(BEN).at(-1)).toMatchObject({ body: expect.stringContaining('opted out'), media: [] });
  expect((await refusal(w.admin.conversation.send({ id: ben, body: 'Please?', picture: file }))).code).toBe(
    'GUARD',
  );

  // What it costs, what the export says, and what a copy takes along.
  const price = { vendor: 'bandwidth', region: 'US', currency: 'USD', partMicros: 4000 } as const;
  await w.admin.settings.update({ prices: [price] });
  expect((await w.admin.cost.read({ campaignId: w.campaignId })).soFar).toMatchObject([
    { pictures: 3, micros: null },
  ]);
  await w.admin.settings.update({ prices: [{ ...price, pictureMicros: 15_000 }] });
  const cost = await w.admin.cost.read({ campaignId: w.campaignId });
  // Three with a picture; the confirmation and the answer to HELP have parts.
  const [{ texts = 0, parts = 0, pictures = 0, micros = 0 } = {}] = cost.soFar;
  expect({ texts, pictures, micros }).toEqual({ texts: 5, pictures: 3, micros: 45_000 + parts * 4000 });
  expect(cost.ahead).toMatchObject({ contacts: 1, pictures: 1, parts: 0, prices: [{ micros: 15_000 }] });
  const priced = { price: { currency: 'USD', micros: 15_000 } };
  expect((await w.texter.conversation.get({ id: coy })).outgoingPictures).toMatchObject(priced);
  const { items } = await w.admin.results.texts({ campaignId: w.campaignId });
  expect(items.filter(({ direction }) => direction === 'out').map((each) => each.pictures)).toEqual(
    expect.arrayContaining([1, 1, 1, 1, 0, 0]),
  );
  const copy = await w.admin.campaign.copy({ id: w.campaignId, name: 'Again', parts: ['script'] });
  expect((await w.admin.picture.ofCampaign({ id: copy.id })).hash).toBe(hash);
  expect((await refusal(w.admin.campaign.update({ id: copy.id, region: 'GB' }))).code).toBe('CONFLICT');
  for (const id of [copy.id, w.campaignId]) await w.admin.picture.setOfCampaign({ id, picture: null });
  expect((await refusal(w.texter.picture.ofCampaign({ id: w.campaignId }))).code).toBe('NOT_FOUND');
  await w.admin.campaign.update({ id: copy.id, region: 'GB' });
  const there = w.admin.picture.setOfCampaign({ id: copy.id, picture: file });
  expect(await refusal(there)).toEqual({
    code: 'CONFLICT',
    message: 'No picture can be sent here: Twilio carries none (UK).',
  });

  // What an erased person was sent is gone, and the figures stay.
  await w.admin.person.erase({ number: ANN, reason: 'asked' });
  const before = cost.soFar;
  expect((await w.admin.cost.read({ campaignId: w.campaignId })).soFar).toEqual(before);
  await w.admin.person.erase({ number: BEN, reason: 'asked' });
  expect(all(w.core.db, 'SELECT 1 FROM picture')).toEqual([]);
});

test('a text whose picture cannot be stored waits or fails, and leaves once, with its picture', async () => {
  const w = await world();
  const [ann = '', ben = '', coy = ''] = w.ids;
  const picture = base64(plain('gif'));
  await w.admin.picture.setOfCampaign({ id: w.campaignId, picture });
  for (const wrong of [plain('webp'), Buffer.from('no picture'), plain('png').subarray(0, 60)])
    expect(
      (await refusal(w.admin.picture.setOfCampaign({ id: w.campaignId, picture: base64(wrong) }))).code,
    ).toBe('INVALID');

  // No answer about a file says nothing about a text: it waits, and is tried again.
  w.control.fault({ path: 'media', kind: 'status', status: 503 });
  w.control.fault({ path: 'media', kind: 'reset-after' });
  await w.texter.conversation.sendInitial({ id: ann });
  for (const _ of ['busy', 'broke']) {
    await w.dispatch();
    expect(w.seen(ANN)).toEqual([]);
    expect((await w.texter.conversation.get({ id: ann })).messages).toMatchObject([{ state: 'queued' }]);
    w.clock.advance(60_000);
  }
  await w.dispatch();
  await w.dispatch();
  const { hash } = await w.texter.picture.ofCampaign({ id: w.campaignId });
  expect(w.seen(ANN)).toMatchObject([{ media: [hash] }]);

  // It is refused: the text fails and says what to do.
  await w.admin.picture.setOfCampaign({ id: w.campaignId, picture: base64(plain('png')) });
  w.control.fault({ path: 'media', kind: 'status', status: 415 });
  await w.texter.conversation.sendInitial({ id: ben });
  await w.dispatch();
  expect(w.seen(BEN)).toEqual([]);
  const [failed] = (await w.texter.conversation.get({ id: ben })).messages;
  expect(failed).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining('Choose another picture'),
  });

  // The provider has lost the file: it is stored anew before the text leaves.
  await w.admin.picture.setOfCampaign({ id: w.campaignId, picture });
  const stored = w.uploads();
  w.control.fault({ path: 'create', kind: 'status', status: 400, code: 'request-validation:media' });
  await w.texter.conversation.sendInitial({ id: coy });
  await w.dispatch();
  w.clock.advance(60_000);
  await w.dispatch();
  expect(w.seen(COY)).toMatchObject([{ media: [hash] }]);
  expect(w.uploads()).toBe(stored + 1);
});

test('texts that leave together store their picture once; a clock that ran ahead has it stored anew', async () => {
  const w = await world();
  const [ann = '', ...others] = w.ids;
  const picture = base64(plain('gif'));
  await w.admin.picture.setOfCampaign({ id: w.campaignId, picture });
  for (const id of others) await w.texter.conversation.sendInitial({ id });
  await w.dispatch();
  expect([BEN, COY].map((number) => w.seen(number).length)).toEqual([1, 1]);
  expect(w.uploads()).toBe(1);
  w.clock.advance(-60_000);
  await w.texter.conversation.sendInitial({ id: ann });
  await w.dispatch();
  expect(w.seen(ANN)).toHaveLength(1);
  expect(w.uploads()).toBe(2);
});

test('a text whose picture cannot be read now is queued again, and leaves with it afterwards', async () => {
  const w = await world();
  const [ann = '', ben = ''] = w.ids;
  const picture = base64(plain('gif'));
  await w.texter.conversation.sendInitial({ id: ann });
  await w.dispatch();
  w.says(ANN, 'Who is this?', 'in-1');
  await w.texter.conversation.send({ id: ann, body: 'Look!', picture });
  await w.texter.conversation.sendInitial({ id: ben });
  const db = writer(w.core);
  db.exec('ALTER TABLE picture RENAME COLUMN content TO lost');
  await w.dispatch();
  expect(w.seen(ANN)).toHaveLength(1);
  expect(w.seen(BEN)).toHaveLength(1);
  db.exec('ALTER TABLE picture RENAME COLUMN lost TO content');
  expect((await w.texter.conversation.get({ id: ann })).messages.at(-1)).toMatchObject({ state: 'queued' });
  w.clock.advance(60_000);
  await w.dispatch();
  expect(w.seen(ANN).at(-1)).toEqual({ body: 'Look!', media: [hashOf(picture)] });
});

test('a STOP while the picture is being stored stops its text; nobody takes back what may be leaving', async () => {
  const w = await world();
  const [ann = '', ben = ''] = w.ids;
  await w.admin.picture.setOfCampaign({ id: w.campaignId, picture: base64(plain('png')) });
  // Both wait for the same file, which is stored only once a STOP and a wish to take back have come.
  w.control.fault({ path: 'media', kind: 'delay', delayMs: 300 });
  for (const id of [ann, ben]) await w.texter.conversation.sendInitial({ id });
  const turn = w.turn();
  const messageOf = async (id: string) => (await w.admin.conversation.get({ id })).messages[0];
  const going = all<{ id: string }>(
    w.core.db,
    "SELECT id FROM message WHERE state = 'sending' ORDER BY conversation_id = ?",
    ben,
  );
  expect(going).toHaveLength(2);
  w.says(ANN, 'STOP', 'in-1');
  expect((await refusal(w.texter.conversation.cancel({ id: going[1]?.id ?? '' }))).code).toBe('CONFLICT');
  await turn;
  await w.dispatch();
  expect(await messageOf(ann)).toMatchObject({ state: 'prevented' });
  expect(w.seen(ANN)).toMatchObject([{ body: expect.stringContaining('opted out'), media: [] }]);
  expect(w.seen(BEN)).toHaveLength(1);
  expect(w.uploads()).toBe(1);

  // Once the file was refused for now the text waits again, and can be taken back for good.
  const [, , coy = ''] = w.ids;
  await w.admin.picture.setOfCampaign({ id: w.campaignId, picture: base64(plain('gif')) });
  w.control.fault({ path: 'media', kind: 'status', status: 503 });
  await w.texter.conversation.sendInitial({ id: coy });
  await w.dispatch();
  await w.texter.conversation.cancel({ id: (await messageOf(coy))?.id ?? '' });
  w.clock.advance(60_000);
  await w.dispatch();
  expect(w.seen(COY)).toEqual([]);
  expect(await messageOf(coy)).toMatchObject({ state: 'cancelled' });
});

test('a canned reply’s picture goes with it, is kept by copies, and a STOP before it leaves stops both', async () => {
  const w = await world();
  const [ann = '', ben = '', coy = ''] = w.ids;
  for (const id of w.ids) await w.texter.conversation.sendInitial({ id });
  await w.dispatch();
  // A STOP that comes first is an opt-out by itself, so Ben says nothing before.
  for (const [at, from] of [ANN, COY].entries()) w.says(from, 'Where?', `in-${at}`);
  const replies = [
    { title: 'Map', text: 'Here it is' },
    { title: 'Bye', text: 'Bye!' },
  ];
  await w.admin.campaign.update({ id: w.campaignId, replies });
  const offered = async () => (await w.texter.conversation.get({ id: ann })).replies;
  const [{ id: replyId = '', picture: none } = {}] = await offered();
  expect(none).toBeNull();
  const place = { id: w.campaignId, replyId };
  const file = base64(tellTale('jpeg'));
  expect((await refusal(w.texter.picture.setOfReply({ ...place, picture: file }))).code).toBe('FORBIDDEN');
  const elsewhere = { id: w.campaignId, replyId: w.campaignId, picture: file };
  expect((await refusal(w.admin.picture.setOfReply(elsewhere))).code).toBe('NOT_FOUND');
  expect(all(w.core.db, 'SELECT 1 FROM picture')).toEqual([]);
  await w.admin.picture.setOfReply({ ...place, picture: file });
  const kept = await w.texter.picture.ofReply(place);
  expect(Buffer.from(kept.content, 'base64').includes(SECRET)).toBe(false);
  const { hash, kind, bytes } = kept;
  expect(await offered()).toMatchObject([{ picture: { hash, kind, bytes } }, { picture: null }]);
  // Whoever saves the list again, with or without ids, leaves the picture where it is.
  await w.admin.campaign.update({ id: w.campaignId, replies: [...replies].reverse() });
  expect(await offered()).toMatchObject([{ picture: null }, { id: replyId, picture: { hash } }]);
  expect((await w.admin.campaign.get({ id: w.campaignId })).replies[1]).toMatchObject({ picture: { hash } });

  // It goes along, or is left out; held and taken back it never leaves.
  const replyPicture = { replyId, hash };
  await w.texter.conversation.send({ id: ann, body: 'Here it is', replyId, replyPicture });
  await w.texter.conversation.send({ id: ben, body: 'Here it is', replyId });
  const held = { id: coy, body: 'Here it is', replyPicture, holdSeconds: 5 };
  const { message } = await w.texter.conversation.send(held);
  expect(message.pictures).toMatchObject([{ kind, state: 'there', bytes }]);
  await w.texter.conversation.cancel({ id: message.id });
  w.clock.advance(60_000);
  await w.dispatch();
  expect(w.seen(ANN).at(-1)).toEqual({ body: 'Here it is', media: [hash] });
  expect(w.seen(BEN).at(-1)).toEqual({ body: 'Here it is', media: [] });
  expect(w.seen(COY)).toHaveLength(1);

  // STOP between queue and sending.
  const { message: stopped } = await w.texter.conversation.send({ ...held, id: ben });
  w.says(BEN, 'STOP', 'in-stop');
  w.clock.advance(60_000);
  await w.dispatch();
  const became = (await w.admin.conversation.get({ id: ben })).messages.find(({ id }) => id === stopped.id);
  expect(became?.state).toBe('cancelled');
  expect(w.seen(BEN).filter(({ media }) => media.length > 0)).toEqual([]);
  expect((await refusal(w.admin.conversation.send({ ...held, id: ben }))).code).toBe('GUARD');

  // What a texter saw is what is sent: another picture in its place is not.
  await w.admin.picture.setOfReply({ ...place, picture: base64(plain('png')) });
  expect((await refusal(w.texter.conversation.send(held))).code).toBe('CONFLICT');
  const both = { ...held, picture: file };
  expect((await refusal(w.texter.conversation.send(both))).code).toBe('INVALID');
  const now = (await w.texter.picture.ofReply(place)).hash;
  const copy = await w.admin.campaign.copy({ id: w.campaignId, name: 'Again', parts: ['replies'] });
  expect(copy.replies).toMatchObject([{ picture: null }, { title: 'Map', picture: { hash: now } }]);

  // Where no picture can be sent the words alone are offered, and say why.
  await w.admin.campaign.update({ id: copy.id, region: 'GB' });
  const there = { id: copy.id, replyId: copy.replies[1]?.id ?? '', picture: file };
  expect((await refusal(w.admin.picture.setOfReply(there))).code).toBe('CONFLICT');
  await w.admin.picture.setOfReply({ ...there, picture: null });

  // A reply that is no longer offered has no picture; sent ones stay until their person is erased.
  await w.admin.campaign.update({ id: w.campaignId, replies: replies.slice(1) });
  expect((await refusal(w.texter.picture.ofReply(place))).code).toBe('NOT_FOUND');
  expect(all(w.core.db, 'SELECT hash FROM picture')).toEqual([{ hash }]);
  for (const number of CONTACTS) await w.admin.person.erase({ number, reason: 'asked' });
  expect(all(w.core.db, 'SELECT 1 FROM picture')).toEqual([]);
});
