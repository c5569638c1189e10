import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createImports } from '../../main/core/campaigns/imports.ts';
import type { ContactImport, FileOptions, OptOutList } from '../../shared/contract/imports.ts';
import type { Region } from '../../shared/schema/words.ts';
import { testApi } from '../helpers/api.ts';
import * as seed from '../helpers/seed.ts';

/** Lists as people keep them, by the calls that REST and the screen make; every count is exact. */
const folder = mkdtempSync(join(tmpdir(), 'heed-lists-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let desks = 0;

async function desk() {
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
  /** Imports with the guessed columns; with `dry`, a dry run comes first and has to say the same. */
  const contacts = async (
    content: string | Buffer,
    region: Region,
    choices: Partial<ContactImport> = {},
    dry = false,
  ) => {
    const campaignId = seed.campaign(core, { region });
    const uploadId = await upload(content);
    const preview = await client.imports.preview({
      uploadId,
      ...(choices.file ? { file: choices.file } : {}),
    });
    const mapping = choices.mapping ?? preview.mapping;
    if (!mapping) throw new Error('No column of numbers was found.');
    const asked = { uploadId, campaignId, mapping, ...choices };
    const tried = choices.file === undefined && dry;
    const dryRun = tried ? await client.imports.contactsDryRun(asked) : null;
    const job = await ended((await client.imports.contacts(asked)).id);
    if (dryRun) {
      const { cancelled: _, ...promised } = dryRun.result;
      expect(job.result).toMatchObject(promised);
    }
    const people = (await client.conversation.list({ campaignId, limit: 100 })).items;
    return { preview, dryRun, job, people, mapping, campaignId };
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

test('columns that say who must not be texted: nobody is texted, whatever the tool that made the file', async () => {
  const { contacts, isOut } = await desk();
  const utf16 = Buffer.from(
    '\ufeffVoter File VANID\tLast\tFirst\tCell Phone\tPreferred Phone\tDo Not Text\r\n' +
      '1\tDiaz\tRosa\t216-555-0101\t\t1\r\n2\tLee\tAna\t216-555-0102\t\t\r\n',
    'utf16le',
  );
  const van = await contacts(utf16, 'US', {}, true);
  expect(van.preview).toMatchObject({
    encoding: 'UTF-16LE',
    noTexts: [{ header: 'Do Not Text', recommended: 'opt-out', noTexts: 1, unclear: 0 }],
  });
  expect(van.job.result).toMatchObject({ rows: 2, imported: 1, optedOut: 1, numbers: 1 });
  expect(van.job.detail).toContain('nobody chose');
  expect(van.job.listed).toEqual([
    {
      line: 2,
      number: '216-555-0101',
      code: 'opted-out',
      reason: expect.stringContaining('“Do Not Text” says “1”'),
      outcome: 'optedOut',
      name: 'Rosa Diaz',
      externalId: '1',
    },
  ]);
  expect(await isOut('+12165550101')).toBe(true);
  expect(await isOut('+12165550102')).toBe(false);

  const nation = await contacts(
    'id,first_name,mobile_number,mobile_opt_in,do_not_contact,is_deceased\n' +
      '1,Al,2165550111,false,false,N\n2,Bo,2165550112,true,true,N\n3,Cy,2165550113,true,false,Y\n4,Di,2165550114,true,false,N\n',
    'US',
  );
  expect(nation.job.result).toMatchObject({ rows: 4, imported: 1, optedOut: 1, leftOut: 2 });
  expect(await isOut('+12165550112')).toBe(true);
  // No agreement, and a death, are no wish to stop: left out, and not opted out.
  expect([await isOut('+12165550111'), await isOut('+12165550113')]).toEqual([false, false]);

  const status = await contacts(
    'First Name,Phone,Mobile Status,Has Opted Out of Email\nAna,2165550121,unsubscribed,1\nBen,2165550122,subscribed,1\n',
    'US',
  );
  expect(status.preview.noTexts.map(({ header }) => header)).toEqual(['Mobile Status']);
  expect(status.job.result).toMatchObject({ imported: 1, optedOut: 1 });
});

test('an admin decides about a column and its unclear values; a wish holds for every row of the number', async () => {
  const { contacts, isOut } = await desk();
  const list =
    'First,Phone,Do Not Text\nAna,2165550141,\nBen,2165550142,maybe\nCy,2165550141,yes\nDi,2165550143,no\n';
  const strict = await contacts(list, 'US', { noTexts: [{ column: 2, does: 'leave-out' }] });
  expect(strict.preview.noTexts[0]?.values).toEqual([
    { value: 'maybe', count: 1, means: 'unclear' },
    { value: 'yes', count: 1, means: 'no-texts' },
    { value: '', count: 1, means: 'fine' },
    { value: 'no', count: 1, means: 'fine' },
  ]);
  expect(strict.job.result).toMatchObject({ rows: 4, imported: 1, leftOut: 3 });
  expect(strict.job.listed.map(({ line, code }) => [line, code])).toEqual([
    [2, 'must-not-be-texted'],
    [3, 'unclear-consent'],
    [4, 'must-not-be-texted'],
  ]);
  const fine = await contacts(list, 'US', {
    noTexts: [{ column: 2, does: 'opt-out', values: { maybe: 'fine' } }],
  });
  expect(fine.job.result).toMatchObject({ rows: 4, imported: 2, optedOut: 1, duplicate: 1 });
  expect(await isOut('+12165550141')).toBe(true);
  const other = await contacts('First,Phone,Stop texts\nAna,2165550151,yes\n', 'US', {
    noTexts: [{ column: 2, does: 'ignore' }],
  });
  expect(other.job.result).toMatchObject({ imported: 1, optedOut: 0 });
});

test('numbers that no text reaches are refused by what they are; landlines are a choice', async () => {
  const { contacts } = await desk();
  const british =
    'Name,Phone\nA,020 7946 0129\nB,0909 8790 156\nC,0808 157 0156\nD,03069 990156\nE,070 0090 0156\nF,07700 900156\n';
  const { job, dryRun } = await contacts(british, 'GB', {}, true);
  expect(job.result).toMatchObject({ rows: 6, imported: 1, cannotText: 5, invalid: 0 });
  expect(job.listed.map(({ code }) => code)).toEqual([
    'fixed-line',
    'premium-rate',
    'toll-free',
    'company-number',
    'personal-number',
  ]);
  expect(dryRun?.examples.map(({ outcome }) => outcome).slice(4)).toEqual(['cannotText', 'imported']);
  const chosen = await contacts(british, 'GB', { fixedLines: 'import' });
  expect(chosen.job.result).toMatchObject({ imported: 2, cannotText: 4 });
  const american = await contacts('Name,Phone\nA,800-555-0136\nB,900-555-0137\nC,216-555-0136\n', 'US');
  expect(american.job.listed.map(({ code }) => code)).toEqual(['toll-free', 'premium-rate']);
});

test('a list of opt-outs kept by hand: whatever can be read as a number counts, and what is lost is named', async () => {
  const { optOuts, isOut } = await desk();
  const british = await optOuts(
    'phone\n07700 900401 (mob)\n07700 900402 / 07700 900403\nMob: 07700 900404\n07700 900405 ext 4\n4.47700900406E+11\n' +
      '"07700 900407, 07700 900408"\n7.700900409E+09\nO7700 900411\n077OO 900412\n4.47912E+11\nask him\n\n',
    { region: 'GB' },
  );
  const ends = ['401', '402', '403', '404', '405', '406', '407', '408', '409', '411', '412'];
  expect(british.numbers).toEqual(ends.map((end) => `+447700900${end}`));
  expect(british.job.result).toMatchObject({ rows: 11, imported: 9, invalid: 2, numbers: 11, toCheck: 2 });
  expect(british.job.listed.map(({ line, code }) => [line, code])).toEqual([
    [9, 'check-letter'],
    [10, 'check-letter'],
    [11, 'digits-lost'],
    [12, 'invalid'],
  ]);
  const american = await optOuts(
    'Name,Home,Cell\nAna,1.2165550505E+10,216-555-0506 x2\nBen,216-555-0507 cell,STOP 2125550113\nCy,,"212-555-0104, 212-555-0105"\n' +
      'Di,212-555-0108, 212-555-0109, 212-555-0110\n',
    { numberColumn: 1, moreColumns: [2], region: 'US' },
  );
  expect(american.job.result).toMatchObject({ rows: 4, imported: 4, numbers: 9, toCheck: 1 });
  expect(american.job.listed).toMatchObject([{ line: 5, code: 'check-cells' }]);
  const again = await optOuts('phone\n216-555-0506\n216-555-0506\n216-555-0508\n');
  expect(again.job.result).toMatchObject({
    rows: 3,
    imported: 1,
    alreadyOptedOut: 1,
    duplicate: 1,
    invalid: 0,
  });
  expect(await isOut('+12125550110')).toBe(true);
});

test('where a list does not say its country, a bare number counts in both', async () => {
  const { optOuts, core } = await desk();
  seed.campaign(core, { region: 'US' });
  seed.campaign(core, { region: 'GB' });
  const { job, numbers } = await optOuts('phone\n7735550151\n2165550161\n');
  expect(numbers).toEqual(['+12165550161', '+17735550151', '+447735550151']);
  expect(job.result).toMatchObject({ imported: 2, numbers: 3, toCheck: 1 });
});

test('every number of a row that must not be texted is opted out, also where its first one came before', async () => {
  const { contacts, isOut } = await desk();
  const list =
    'First,Phone,Other phone,Do Not Text\nAna,216-555-0181,216-555-0182,Yes\nBen,216-555-0181,216-555-0183,Yes\n';
  const mapping = { number: 1, morePhones: [2], firstName: 0, lastName: null, externalId: null, fields: {} };
  const first = await contacts(list, 'US', { mapping }, true);
  expect(first.job.result).toMatchObject({ rows: 2, optedOut: 1, duplicate: 1, numbers: 3 });
  expect(await isOut('+12165550183')).toBe(true);
  // The same list again adds nothing, and the dry run says so.
  const again = await contacts(list, 'US', { mapping }, true);
  expect(again.job.result).toMatchObject({ alreadyOptedOut: 1, duplicate: 1, numbers: 0 });
});

test('names and phones as address books write them', async () => {
  const { contacts } = await desk();
  const lone = await contacts(
    'Name,Phone\nRosa Diaz,216-555-0171\n"Lee, Ana",216-555-0172\nDr. Bo Ray,216-555-0173\n',
    'US',
    {},
    true,
  );
  expect(lone.dryRun?.examples.map(({ firstName, lastName }) => [firstName, lastName])).toEqual([
    ['Rosa', 'Diaz'],
    ['Ana', 'Lee'],
    ['Bo', 'Ray'],
  ]);
  const mailchimp = await contacts(
    'First Name,Phone Number,SMS Phone Number\nAna,216-555-0174,216-555-0175\n',
    'US',
  );
  expect(mailchimp.people[0]?.number).toBe('+12165550175');
  const google = await contacts(
    'Given Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n' +
      'Ana,Home,216-555-0176,Mobile,216-555-0177\nBen,Work Fax,216-555-0178,,800-555-0178\nCy,,n/a,,216-555-0179\n',
    'US',
  );
  expect(google.job.result).toMatchObject({ rows: 3, imported: 2, cannotText: 1 });
  expect(google.people.map(({ number }) => number).sort()).toEqual(['+12165550177', '+12165550179']);
  const order = await contacts('First,Home Phone,Work Phone\nAna,216-555-0180,216-555-0181\n', 'US', {
    mapping: { number: 2, morePhones: [1], firstName: 0, lastName: null, externalId: null, fields: {} },
  });
  expect(order.people[0]?.number).toBe('+12165550181');
});

test('files: titles above the header, no rows, other formats, many columns, encodings; an upload outlives a failed import', async () => {
  const { client, upload, contacts, console } = await desk();
  const titled = await contacts(
    'Harbor Tenants,,\nExported 2026-06-01,,\n\nFirst Name,Phone,Zip\nAna,216-555-0182,44101\n',
    'US',
  );
  expect(titled.preview).toMatchObject({ headerLine: 4, headers: ['First Name', 'Phone', 'Zip'] });
  expect(titled.job.result).toMatchObject({ rows: 1, imported: 1 });
  const chosen: FileOptions = { headerLine: 2 };
  const uploadId = await upload('x\nFirst,Phone\nAna,216-555-0183\n');
  expect((await client.imports.preview({ uploadId, file: chosen })).headers).toEqual(['First', 'Phone']);

  const empty = await upload('First,Phone\n');
  expect((await client.imports.preview({ uploadId: empty })).notices).toMatchObject([{ code: 'nobody' }]);
  for (const [content, words] of [
    ['<!DOCTYPE html><html><body>Sign in</body></html>', /web page.*Export the list again/],
    ['[{"phone":"2165550101"}]', /JSON.*Export the list as CSV/],
    ['%PDF-1.7', /PDF/],
    ['BEGIN:VCARD\nVERSION:3.0', /contact cards/],
  ] as const) {
    await expect(client.imports.preview({ uploadId: await upload(content) })).rejects.toThrow(words);
  }
  const wide = Array.from({ length: 1998 }, (_, at) => `c${at}`);
  const many = await contacts(
    `First,Phone,${wide.join(',')}\nAna,216-555-0184,${wide.map(() => '1').join(',')}\n`,
    'US',
  );
  expect(many.preview.notices).toMatchObject([{ code: 'many-columns' }]);
  expect(many.job.result).toMatchObject({ imported: 1 });

  const mac = Buffer.concat([
    Buffer.from('First,Phone\nRen'),
    Buffer.from([0x8e]),
    Buffer.from('e,216-555-0185\n'),
  ]);
  const roman = await contacts(mac, 'US');
  expect([roman.preview.encoding, roman.people[0]?.name]).toEqual(['macintosh', 'Renée']);
  const forced = await client.imports.preview({
    uploadId: await upload(mac),
    file: { encoding: 'Windows-1252' },
  });
  expect(forced.rows[0]?.[0]).toBe('RenŽe');

  const campaignId = (await contacts('First,Phone\nAna,\n', 'US')).campaignId;
  const again = { uploadId: await upload('First,Phone\nAna,216-555-0186\n"B'), campaignId };
  const mapping = { number: 1, firstName: 0, lastName: null, externalId: null, fields: {} };
  for (const _ of [1, 2]) {
    const { id } = await client.imports.contacts({ ...again, mapping });
    expect(await console.imports().ended(id)).toMatchObject({ state: 'failed' });
    await new Promise((done) => setImmediate(done));
  }
});

test('rows of people who were erased are counted, and nothing of them is kept', async () => {
  const { client, contacts } = await desk();
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
  const { client, optOuts, contacts } = await desk();
  await optOuts('phone\n216-555-0189\n');
  await contacts('First,Phone,Do not text\nAna,216-555-0190,1\n', 'US');
  const reasons = (await client.optOut.imports()).map(({ reason }) => reason);
  expect(reasons).toHaveLength(2);
  for (const reason of reasons) expect(reason).not.toMatch(/[{}]|kept:/);
});
