import { statSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startContactImport } from '../../main/core/campaigns/contactImport.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { checkEvidenceFile } from '../../main/core/optOuts/evidence/evidenceFile.ts';
import { startOptOutImport } from '../../main/core/optOuts/optOutImport.ts';
import { claim } from '../../main/core/outbox/claim.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { decrypted } from '../helpers/fileCore.ts';
import { eraseWorld, PERSON } from './world.ts';

let world: ReturnType<typeof eraseWorld>;
beforeEach(() => {
  world = eraseWorld();
});
afterEach(() => world.remove());

/** The number in one of the ways in which people and spreadsheets write it. */
const FORMATS = [
  '+1 202 555 0143',
  '(202) 555-0143',
  '202.555.0143',
  '1-202-555-0143',
  '001 202 555 0143',
  '="2025550143"',
  "'+12025550143",
  'tel:+1-202-555-0143',
  '2025550143.0',
  '+1\u00a0202\u00a0555\u00a00143',
  '\u202a+1 (202) 555\u20110143\u202c',
  '２０２５５５０１４３',
];
const format = fc.constantFrom(...FORMATS);

/** Makes everything happen that can be known of a person, then erases them. */
async function livedAndErased(): Promise<{ conversationId: string }> {
  const { meet, other, campaignId, wrote, reply, texter, admin } = world;
  const conversationId = meet(campaignId);
  const second = meet(other);
  wrote(conversationId, PERSON.wrote);
  wrote(second, PERSON.wrote, 'queued');
  reply(PERSON.said);
  reply('Please take me off your list, says hollowtwig');
  await texter.client.messenger.note.add({ conversationId, body: PERSON.noted });
  await texter.client.messenger.draft.save({
    conversationId,
    body: `Dear ${PERSON.firstName} ${PERSON.lastName}`,
  });
  const tag = await admin.client.messenger.tag.create({ name: 'Volunteer', tone: 'brand' });
  await admin.client.messenger.tag.set({ conversationId, tagId: tag.id, on: true });
  await admin.client.person.optOut({ conversationId, reason: `${PERSON.lastName} rang` });
  await admin.client.savedView.save({
    list: 'opt-outs',
    name: 'Her',
    filter: { search: `${PERSON.firstName} ${PERSON.lastName}` },
  });
  await admin.client.person.erase({ number: '(202) 555-0143', reason: 'asked' });
  return { conversationId };
}

async function importList(kind: 'contacts' | 'opt-outs', lines: readonly string[]) {
  const { core, other, admin } = world;
  const csv = ['phone,first name,last name', ...lines].join('\n');
  const source = { bytes: Buffer.from(csv) };
  const job =
    kind === 'contacts'
      ? startContactImport(core, {
          campaignId: other,
          source,
          mapping: { number: 0, firstName: 1, lastName: 2, externalId: null, fields: {} },
          accountId: admin.id,
        })
      : startOptOutImport(core, { source, column: 0, region: 'US', accountId: admin.id });
  return job.done;
}

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;

test('the name, the number and the texts are in no byte of the file, free space included, nor in the log of writes', async () => {
  // Before the erasing all of it is there, so the search is able to find it.
  const { conversationId } = { conversationId: world.meet(world.campaignId) };
  world.wrote(conversationId, PERSON.wrote);
  writer(world.core).pragma('wal_checkpoint(TRUNCATE)');
  const file = `${world.core.storeDir}/${STORE_FILE}`;
  expect(decrypted(file).includes(PERSON.wrote)).toBe(true);
  expect(decrypted(file).includes(PERSON.number)).toBe(true);
  world.remove();

  world = eraseWorld();
  await livedAndErased();
  const bytes = decrypted(`${world.core.storeDir}/${STORE_FILE}`).toString('latin1').toLowerCase();
  // The write-ahead log is empty, so its old pages are gone as well.
  expect(statSync(`${world.core.storeDir}/${STORE_FILE}-wal`).size).toBe(0);
  const secret = [
    PERSON.number,
    PERSON.number.slice(2),
    ...Object.values(PERSON).flatMap((words) => words.split(/[ ,]+/).filter((word) => word.length > 7)),
  ];
  for (const word of secret) expect(bytes.includes(word.toLowerCase()), word).toBe(false);
});

test('in no format of the number anything leaves, comes in or is told', async () => {
  await livedAndErased();
  const { core, admin, texter, other } = world;
  await fc.assert(
    fc.asyncProperty(format, fc.constantFrom('contacts', 'opt-outs'), async (typed, kind) => {
      const job = await importList(kind, [`${quoted(typed)},${PERSON.firstName},${PERSON.lastName}`]);
      expect(job.state).toBe('done');
      if (kind === 'contacts') expect(job.result).toMatchObject({ imported: 0, erased: 1 });
      expect(
        all(
          core.db,
          'SELECT 1 FROM conversation WHERE number IS NOT NULL AND subject = ?',
          core.subject(PERSON.number),
        ),
      ).toEqual([]);
      const [looked] = (await admin.client.lookup.list({ text: typed })).entries;
      const found = await admin.client.lookup.number({ number: typed });
      expect(found).toMatchObject({ name: '', conversations: [], why: null, erased: { optedOut: true } });
      if (looked?.number) expect(looked).toMatchObject({ name: '', optedOut: true, conversations: 0 });
      expect(await texter.client.lookup.number({ number: typed })).toMatchObject({
        name: '',
        conversations: [],
        erased: null,
      });
      for (const { id } of all<{ id: string }>(
        core.db,
        'SELECT id FROM conversation WHERE subject = ?',
        core.subject(PERSON.number),
      )) {
        const sent = core.write((tx) =>
          enqueue(core, tx, { conversationId: id, kind: 'reply', body: 'x', authorId: texter.id }),
        );
        expect(sent).toMatchObject({ ok: false, rule: 'opted-out' });
        expect(await refusal(texter.client.conversation.send({ id, body: 'x' }))).toMatchObject({
          code: 'NOT_FOUND',
        });
      }
      expect(claim(core, () => true, 50)).toEqual([]);
      // Nothing of that row is kept, neither as a contact nor among the refused rows.
      const kept =
        JSON.stringify(all(core.db, 'SELECT * FROM job_refusal')) +
        JSON.stringify(all(core.db, 'SELECT * FROM opt_out'));
      expect(kept).not.toMatch(/0143|Zemphirez/);
      expect(other).toBeTruthy();
    }),
    { numRuns: 24 },
  );
  expect(verify(core.db).problems).toEqual([]);
});

test('a text that a queue still held by force is stopped at the claim', async () => {
  const { conversationId } = await livedAndErased();
  const { core, wrote } = world;
  wrote(conversationId, 'put here past the guard', 'queued');
  writer(core).exec("UPDATE conversation SET state = 'to-answer' WHERE number IS NULL");
  expect(claim(core, () => true, 50)).toEqual([]);
  expect(all(core.db, "SELECT body FROM prevented WHERE place = 'claim'")).toEqual([{ body: '' }]);
});

test('a reply of an erased person counts, but is not kept', async () => {
  await livedAndErased();
  const { core, reply, admin } = world;
  const before = all(core.db, 'SELECT 1 FROM opt_out').length;
  reply('STOP, brindlemoor');
  reply('STOP');
  reply('START');
  expect(all(core.db, 'SELECT 1 FROM opt_out').length).toBeGreaterThan(before);
  expect(all(core.db, "SELECT 1 FROM action WHERE kind = 'asked-to-resume' AND state = 'open'")).toHaveLength(
    1,
  );
  expect(all(core.db, "SELECT body, number FROM message WHERE body <> '' OR number IS NOT NULL")).toEqual([]);
  expect(all(core.db, "SELECT 1 FROM message WHERE kind = 'confirmation'")).toEqual([]);
  expect(isOptedOut(core.db, core.subject(PERSON.number))).toBe(true);
  expect(JSON.stringify(await admin.client.action.list({}))).not.toMatch(/0143|hollowtwig/);
});

test('nothing is written about an erased person any more', async () => {
  const { conversationId } = await livedAndErased();
  const { core, admin } = world;
  const { note, tag } = admin.client.messenger;
  const [late] = all<{ id: string }>(core.db, 'SELECT id FROM tag');
  const refused = [
    await refusal(note.add({ conversationId, body: 'Her sister is brindlemoor' })),
    await refusal(tag.set({ conversationId, tagId: late?.id ?? '', on: true })),
  ];
  for (const each of refused) expect(each).toMatchObject({ code: 'CONFLICT' });
  expect(all(core.db, 'SELECT 1 FROM note UNION ALL SELECT 1 FROM conversation_tag')).toEqual([]);
});

test('the evidence still verifies, and tells of nobody by name', async () => {
  await livedAndErased();
  const { core, admin } = world;
  const file = await admin.client.evidence.export({ of: '202-555-0143' });
  expect(checkEvidenceFile(JSON.stringify(file)).problems).toEqual([]);
  expect(JSON.stringify(file)).not.toMatch(/0143|Zemphirez|hollowtwig|vexmarrow/);
  expect(file.evidence).toMatchObject({ number: null, optedOut: true });
  expect(file.evidence.deeds.map((deed) => deed.kind)).toContain('person-erased');
  expect(verify(core.db).problems).toEqual([]);
});

test('whoever was not opted out is from then on; an admin’s opt-in ends it', async () => {
  const { core, meet, campaignId, other, reply, admin } = world;
  meet(campaignId);
  await admin.client.person.erase({ number: PERSON.number, reason: 'kept-long-enough' });
  expect(isOptedOut(core.db, core.subject(PERSON.number))).toBe(true);
  expect(await refusal(admin.client.person.erase({ number: '2025550143', reason: 'asked' }))).toMatchObject({
    code: 'CONFLICT',
  });
  await admin.client.person.optIn({ number: PERSON.number, reason: 'Signed up again at the stall' });
  expect((await importList('contacts', [`${PERSON.number},Ann,Lee`])).result).toMatchObject({
    imported: 1,
    erased: 0,
  });
  reply('Hello again');
  expect(
    all(
      core.db,
      "SELECT body, campaign_id FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.kind = 'inbound'",
    ),
  ).toEqual([{ body: 'Hello again', campaign_id: other }]);
  expect(await admin.client.lookup.number({ number: PERSON.number })).toMatchObject({
    name: 'Ann Lee',
    erased: null,
  });
});

test('what would be lost is said before', async () => {
  const { meet, campaignId, wrote, reply, admin } = world;
  const conversationId = meet(campaignId);
  wrote(conversationId, PERSON.wrote);
  wrote(conversationId, 'Later', 'queued');
  reply(PERSON.said);
  expect(await admin.client.person.erasable({ number: '(202) 555 0143' })).toEqual({
    conversations: 1,
    texts: 3,
    notes: 0,
    answers: 0,
    tags: 0,
    lists: 0,
    queued: 1,
    optedOut: false,
  });
  const { client } = admin;
  const source = { from: 'campaign', campaignId, who: { by: 'everybody' } } as const;
  const { id } = await client.savedList.create({ name: 'Kept', source });
  await client.savedList.create({ name: 'Kept too', source: { from: 'list', listId: id } });
  expect(await client.person.erasable({ conversationId })).toMatchObject({ conversations: 1, lists: 2 });
});
