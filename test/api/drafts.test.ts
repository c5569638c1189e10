import { expect, test } from 'vitest';
import { scrub } from '../../main/core/erase/scrub.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { all } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { NOON } from '../helpers/core.ts';
import { plain } from '../helpers/pictures.ts';
import {
  account,
  campaign,
  connection,
  conversation,
  fictionNumber,
  message,
  senderNumber,
} from '../helpers/seed.ts';

/** Replies that somebody has begun: kept with their account, and nobody else's. */

function world() {
  const api = testApi();
  const { core } = api;
  const ana = account(core, { role: 'texter' });
  const ben = account(core, { role: 'texter' });
  const campaignId = campaign(core, { texterIds: [ana, ben] });
  const number = fictionNumber('US', 1);
  const connectionId = connection(core, { profile: 'provider-1' });
  const senderNumberId = senderNumber(core, { connectionId, number: fictionNumber('US', 900) });
  const id = conversation(core, { campaignId, number, texterId: ana, state: 'to-answer', senderNumberId });
  message(core, { conversationId: id, number, body: 'Hi', at: NOON - 60_000 });
  return { ...api, ana: api.as(ana), ben: api.as(ben), anaId: ana, id, number };
}

test('a draft comes back for whoever wrote it, in its last words, and an empty one is forgotten', async () => {
  const { ana, id } = world();
  expect(await ana.messenger.draft.list()).toEqual([]);
  await ana.messenger.draft.save({ conversationId: id, body: 'Thank' });
  await ana.messenger.draft.save({ conversationId: id, body: 'Thank you, ' });
  expect(await ana.messenger.draft.list()).toEqual([{ conversationId: id, body: 'Thank you, ' }]);
  await ana.messenger.draft.save({ conversationId: id, body: '' });
  expect(await ana.messenger.draft.list()).toEqual([]);
});

test('nobody reads another’s, not an admin either, and nobody writes where they may not look', async () => {
  const { ana, ben, newcomer, id } = world();
  await ana.messenger.draft.save({ conversationId: id, body: 'Only mine' });
  const admin = newcomer('admin').client;
  expect(await ben.messenger.draft.list()).toEqual([]);
  expect(await admin.messenger.draft.list()).toEqual([]);
  expect((await refusal(ben.messenger.draft.save({ conversationId: id, body: 'x' }))).code).toBe('NOT_FOUND');
  await admin.messenger.draft.save({ conversationId: id, body: 'The admin’s own' });
  expect(await ana.messenger.draft.list()).toEqual([{ conversationId: id, body: 'Only mine' }]);
});

test('sending a reply deletes its draft', async () => {
  const { ana, id } = world();
  await ana.messenger.draft.save({ conversationId: id, body: 'Thank you' });
  await ana.conversation.send({ id, body: 'Thank you' });
  expect(await ana.messenger.draft.list()).toEqual([]);
});

test('an automatic opt-out hides the draft with its conversation', async () => {
  const { ana, core, id, number } = world();
  await ana.messenger.draft.save({ conversationId: id, body: 'Thank you' });
  core.write((tx) =>
    optOut(core, tx, {
      subject: core.subject(number),
      number,
      cause: 'auto-keyword',
      actorId: null,
      reason: written(''),
      rule: '',
      matched: '',
      conversationId: id,
      messageId: null,
      senderNumberId: null,
      importId: null,
      saidAt: NOON,
      receivedAt: NOON,
    }),
  );
  expect(await ana.messenger.draft.list()).toEqual([]);
  expect((await refusal(ana.messenger.draft.save({ conversationId: id, body: 'x' }))).code).toBe('NOT_FOUND');
});

test('erasing a person deletes everybody’s drafts to them', async () => {
  const { core, id, number, newcomer } = world();
  const admin = newcomer('admin').client;
  await admin.messenger.draft.save({ conversationId: id, body: 'Dear Quentin' });
  core.write((tx) => scrub(tx, core.subject(number)));
  // The window in which it was written still has it, and saves it again.
  const late = admin.messenger.draft.save({ conversationId: id, body: 'Dear Quentin' });
  expect((await refusal(late)).code).toBe('CONFLICT');
  await admin.messenger.draft.save({ conversationId: id, body: '' });
  expect(all(core.db, 'SELECT * FROM draft')).toEqual([]);
});

test('the picture of a canned reply stays with the draft, and goes with the reply or with what is left out', async () => {
  const { newcomer, ana, id } = world();
  const admin = newcomer('admin').client;
  const campaignId = (await ana.conversation.get({ id })).conversation.campaignId;
  await admin.campaign.update({ id: campaignId, replies: [{ title: 'Map', text: 'Here' }] });
  const replyId = (await ana.conversation.get({ id })).replies[0]?.id ?? '';
  await admin.picture.setOfReply({ id: campaignId, replyId, picture: plain('png').toString('base64') });
  const save = (pictureOf?: string) =>
    ana.messenger.draft.save({ conversationId: id, body: 'Here', ...(pictureOf ? { pictureOf } : {}) });
  await save(replyId);
  const picture = { campaignId, replyId, title: 'Map', kind: 'png' };
  expect(await ana.messenger.draft.list()).toMatchObject([{ conversationId: id, body: 'Here', picture }]);
  await save();
  expect(await ana.messenger.draft.list()).toEqual([{ conversationId: id, body: 'Here' }]);
  // One that the campaign never had is not kept; one that is no longer offered has no picture.
  await save(campaignId);
  expect(await ana.messenger.draft.list()).toEqual([{ conversationId: id, body: 'Here' }]);
  await save(replyId);
  await admin.campaign.update({ id: campaignId, replies: [] });
  expect(await ana.messenger.draft.list()).toEqual([{ conversationId: id, body: 'Here' }]);
});
