import { statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { isRewritten } from '../../main/core/store/rewritten.ts';
import { holdsMovedWords, holdsRemovedNames } from '../../main/core/store/searchIndexes.ts';
import { writer } from '../helpers/core.ts';
import { decrypted } from '../helpers/fileCore.ts';
import { conversation } from '../helpers/seed.ts';
import { eraseWorld, PERSON } from './world.ts';

let world: ReturnType<typeof eraseWorld>;
beforeEach(() => {
  world = eraseWorld();
});
afterEach(() => {
  onFaultPoint(null);
  world.remove();
});

test('what was deleted before the store overwrote what it deletes is gone too, and so is everybody erased later', async () => {
  const { core, campaignId, meet, wrote, reply, admin } = world;
  // A store that an older Heed made, which did not overwrite deleted bytes.
  expect(isRewritten(core.db)).toBe(true);
  writer(core).exec("DELETE FROM meta WHERE key = 'rewritten-since-secure-delete'");
  const overwrites = writer(core).pragma('secure_delete', { simple: true });
  writer(core).pragma('secure_delete = OFF');
  const conversationId = meet(campaignId);
  for (let index = 0; index < 400; index += 1) {
    const number = `+1303555${String(1000 + index)}`;
    conversation(core, { campaignId, number, firstName: `Other${index}`, state: 'to-answer' });
    if (index === 200) wrote(conversationId, PERSON.wrote);
    if (index % 40 === 0) reply(`${PERSON.said} ${'and so on '.repeat(index % 7)}${index}`);
  }
  const others = conversation(core, { campaignId: world.other, number: '+13035551000' });
  const notes = [];
  for (let index = 0; index < 9; index += 1)
    notes.push(
      await admin.client.messenger.note.add({
        conversationId: index === 4 ? conversationId : others,
        body: index === 4 ? PERSON.noted : `Note ${index}`,
      }),
    );
  writer(core).prepare('DELETE FROM note WHERE id = ?').run(notes[4]?.id);
  writer(core).pragma('wal_checkpoint(TRUNCATE)');
  const file = `${core.storeDir}/${STORE_FILE}`;
  expect(decrypted(file).includes('kestrelmere')).toBe(true);
  writer(core).pragma(`secure_delete = ${overwrites}`);
  await admin.client.person.erase({ number: PERSON.number, reason: 'asked' });
  // From here on the file is not rewritten again.
  expect(isRewritten(core.db)).toBe(true);
  const words = Array.from({ length: 25 }, (_, index) => `plimsolder${String.fromCharCode(97 + index)}quell`);
  const numberOf = (index: number) => `+120255501${String(50 + index)}`;
  for (const [index, word] of words.entries()) reply(`${word} came by`, numberOf(index));
  for (let index = 0; index < 300; index += 1)
    reply(`words of somebody else ${index}`, `+1303555${1000 + index}`);
  for (const index of words.keys())
    await admin.client.person.erase({ number: numberOf(index), reason: 'no-basis' });
  const bytes = decrypted(file).toString('latin1').toLowerCase();
  const gone = ['quillaway', 'zemphirez', 'brindlemoor', 'vexmarrow', 'kestrelmere', '2025550143', ...words];
  expect(gone.filter((word) => bytes.includes(word))).toEqual([]);
  expect(bytes.includes('words of somebody else')).toBe(true);
});

test('erased while a back-up reads the store: nobody waits for it, and the journal is emptied when it has ended', async () => {
  const { core, campaignId, meet, reply, admin } = world;
  meet(campaignId);
  reply(PERSON.said);
  let erasing: Promise<unknown> = Promise.reject(new Error('No back-up was begun.'));
  erasing.catch(() => undefined);
  let walThen = -1;
  const journal = () => statSync(`${core.storeDir}/${STORE_FILE}-wal`).size;
  onFaultPoint((point) => {
    if (point === 'backup.begun')
      erasing = admin.client.person.erase({ number: PERSON.number, reason: 'asked' });
    if (point === 'backup.copied') walThen = journal();
  });
  await admin.client.backup.now();
  await erasing;
  expect(walThen).toBeGreaterThan(0);
  expect(journal()).toBe(0);
  const bytes = decrypted(`${core.storeDir}/${STORE_FILE}`).toString('latin1').toLowerCase();
  expect(bytes.includes('brindlemoor')).toBe(false);
});

test('names of contacts who were removed before leave the index on a thread, which keeps no STOP waiting', async () => {
  const { core, campaignId, meet, admin } = world;
  meet(campaignId);
  const removed = conversation(core, {
    campaignId,
    number: '+13035551000',
    firstName: 'Wobblequist',
    state: 'to-send',
  });
  writer(core).prepare('DELETE FROM conversation WHERE id = ?').run(removed);
  expect(holdsRemovedNames(core.db)).toBe(true);
  const here = vi.spyOn(writer(core), 'prepare');
  await admin.client.person.erase({ number: PERSON.number, reason: 'asked' });
  expect(holdsRemovedNames(core.db)).toBe(false);
  // Whatever is written on this thread is prepared here.
  expect(here.mock.calls.flat().filter((text) => text.includes('optimize'))).toEqual([]);
  here.mockRestore();
});

test('words are gone although the conversation changed hands and was opted out before', async () => {
  const { core, campaignId, meet, wrote, reply, admin, other } = world;
  const conversationId = meet(campaignId);
  wrote(conversationId, PERSON.wrote);
  reply(PERSON.said);
  for (let index = 0; index < 40; index += 1) {
    const number = `+1303555${String(2000 + index)}`;
    conversation(core, { campaignId: other, number, firstName: `Other${index}`, state: 'to-answer' });
    reply(`words of somebody else ${index}`, number);
  }
  await admin.client.conversation.assign({ id: conversationId, texterId: null });
  reply('STOP');
  expect(holdsMovedWords(core.db)).toBe(true);
  await admin.client.person.erase({ number: PERSON.number, reason: 'asked' });
  expect(holdsMovedWords(core.db)).toBe(false);
  const bytes = decrypted(`${core.storeDir}/${STORE_FILE}`).toString('latin1').toLowerCase();
  expect(
    ['brindlemoor', 'hollowtwig', 'vexmarrow', 'quillaway'].filter((word) => bytes.includes(word)),
  ).toEqual([]);
  const found = await admin.client.messenger.search({ words: 'somebody' });
  expect(found.items.length).toBeGreaterThan(0);
});
