import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createImports } from '../../main/core/campaigns/imports.ts';
import type { ContactImport, OptOutList } from '../../shared/contract/lists.ts';
import type { Region } from '../../shared/schema/words.ts';
import { testApi } from '../helpers/api.ts';
import * as seed from '../helpers/seed.ts';

/** What an import remembers and tells. Files of every kind are imported over REST in test/e2e/importFiles. */
const folder = mkdtempSync(join(tmpdir(), 'heed-lists-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let desks = 0;

async function messenger() {
  desks += 1;
  const api = testApi({ storeDir: join(folder, String(desks)) });
  const { core } = api;
  const { client } = api.newcomer('admin');
  const imports = createImports(core);
  Object.assign(api.console, { imports: () => imports });
  const upload = async (content: string | Buffer) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const { uploadId } = await client.imports.begin({ name: 'list.csv', size: bytes.length });
    await client.imports.append({ uploadId, offset: 0, data: bytes.toString('base64') });
    return uploadId;
  };
  const ended = async (id: string) => {
    const job = await imports.ended(id);
    return { ...job, listed: (await client.imports.rows({ id })).rows };
  };
  /** Imports with the guessed columns; with `dry`, a dry run comes first and must say the same. */
  const contacts = async (
    content: string | Buffer,
    region: Region,
    choices: Partial<ContactImport> = {},
    dry = false,
  ) => {
    const campaignId = seed.campaign(core, { region });
    const uploadId = await upload(content);
    const mapping = choices.mapping ?? (await client.imports.preview({ uploadId })).mapping;
    if (!mapping) throw new Error('No column of numbers was found.');
    const asked = { uploadId, campaignId, mapping, ...choices };
    const dryRun = dry ? await client.imports.contactsDryRun(asked) : null;
    const job = await ended((await client.imports.contacts(asked)).id);
    if (dryRun) {
      const { cancelled: _, ...promised } = dryRun.result;
      expect(job.result).toMatchObject(promised);
    }
    const people = (await client.conversation.list({ campaignId, limit: 100 })).items;
    return { job, people };
  };
  const optOuts = async (content: string | Buffer, choices: Partial<OptOutList> = {}) => {
    const uploadId = await upload(content);
    const asked = { uploadId, numberColumn: 0, ...choices };
    const job = await ended((await client.imports.optOuts(asked)).id);
    const items = (await client.optOut.list({ importId: job.id, limit: 500 })).items;
    return { job, numbers: items.map(({ number }) => number).sort() };
  };
  const isOut = async (number: string) => (await client.person.why({ number })).optedOut;
  return { ...api, client, upload, contacts, optOuts, isOut };
}

test('where a list does not say its country, a bare number counts in both', async () => {
  const { optOuts, core } = await messenger();
  seed.campaign(core, { region: 'US' });
  seed.campaign(core, { region: 'GB' });
  const { job, numbers } = await optOuts('phone\n7735550151\n2165550161\n');
  expect(numbers).toEqual(['+12165550161', '+17735550151', '+447735550151']);
  expect(job.result).toMatchObject({ imported: 2, numbers: 3, toCheck: 1 });
});

test('every number of a row that must not be texted is opted out, also where its first one came before', async () => {
  const { contacts, isOut } = await messenger();
  const list =
    'First,Phone,Other phone,Do Not Text\nAna,216-555-0181,216-555-0182,Yes\nBen,216-555-0181,216-555-0183,Yes\n';
  const mapping = { number: 1, morePhones: [2], firstName: 0, lastName: null, externalId: null, fields: {} };
  const first = await contacts(list, 'US', { mapping }, true);
  expect(first.job.result).toMatchObject({ rows: 2, optedOut: 1, duplicate: 1, numbers: 3 });
  expect(await isOut('+12165550183')).toBe(true);
  // The same list once more adds nothing, and the dry run says so.
  const again = await contacts(list, 'US', { mapping }, true);
  expect(again.job.result).toMatchObject({ alreadyOptedOut: 1, duplicate: 1, numbers: 0 });
});

test('rows of people who were erased are counted, and nothing of them is kept', async () => {
  const { client, contacts } = await messenger();
  const list = 'First,Phone,ID\nAna,216-555-0187,7\nBen,216-555-0188,8\n';
  const { people } = await contacts(list, 'US');
  expect(people).toHaveLength(2);
  await client.person.erase({ number: '+12165550187', reason: 'asked' });
  const { job } = await contacts(`${list}Cy,n/a,9\n`, 'US');
  expect(job.result).toMatchObject({ rows: 3, imported: 1, erased: 1, invalid: 1 });
  expect(job.listed).toMatchObject([
    { line: 2, number: '', code: 'erased', name: '', externalId: '' },
    { line: 4, number: 'n/a', code: 'invalid', name: 'Cy', externalId: '9' },
  ]);
});

test('imports of lists tell their reason in words', async () => {
  const { client, optOuts, contacts } = await messenger();
  await optOuts('phone\n216-555-0189\n');
  await contacts('First,Phone,Do not text\nAna,216-555-0190,1\n', 'US');
  const reasons = (await client.optOut.imports()).map(({ reason }) => reason);
  expect(reasons).toHaveLength(2);
  for (const reason of reasons) expect(reason).not.toMatch(/[{}]|kept:/);
});
