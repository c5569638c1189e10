import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactImport, FileOptions, OptOutList } from '../../shared/contract/lists.ts';
import type { Region } from '../../shared/schema/words.ts';
import { type ConsoleLine, type Running, startConsoleProcess } from './processes.ts';
import { type Api, apiClient } from './world.ts';

/**
 * Lists as people keep and export them, byte for byte, handed to a console over REST as a program would.
 * Every file has numbers of its own, since all share one console.
 */

const dataDir = mkdtempSync(join(tmpdir(), 'heed-lists-'));
let program: Running<ConsoleLine>;
let admin: Api;

beforeAll(async () => {
  program = await startConsoleProcess(dataDir);
  const { apiUrl } = program.line;
  const who = { login: 'maya', password: 'a-long-password' };
  const nobody = apiClient(apiUrl, null);
  await nobody.setup.create({ organisation: 'Harbor Tenants', name: 'Maya Admin', ...who });
  admin = apiClient(apiUrl, (await nobody.session.signIn(who)).token);
});

afterAll(async () => {
  await program?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function upload(name: string): Promise<string> {
  const bytes = readFileSync(new URL(`../fixtures/imports/field/${name}`, import.meta.url));
  const { uploadId } = await admin.imports.begin({ name, size: bytes.length });
  await admin.imports.append({ uploadId, offset: 0, data: bytes.toString('base64') });
  return uploadId;
}

async function ended(id: string) {
  for (;;) {
    const job = await admin.imports.job({ id });
    if (job.state !== 'running')
      return { ...job, counts: countsOf(job.result), listed: (await admin.imports.rows({ id })).rows };
    await setTimeout(20);
  }
}

/** The counts that are not zero. */
const countsOf = (result: object | null) =>
  Object.fromEntries(Object.entries(result ?? {}).filter(([, count]) => count !== 0));

/** Imports with the guessed columns. With `dry`, a dry run comes first and must say the same. */
async function contacts(
  name: string,
  {
    region = 'US',
    dry = false,
    ...choices
  }: Partial<ContactImport> & { region?: Region; dry?: boolean } = {},
) {
  const uploadId = await upload(name);
  const { id: campaignId } = await admin.campaign.create({
    name,
    region,
    script: 'Hi {firstName}. Reply STOP to opt out.',
    replies: [],
  });
  const { file } = choices;
  const preview = await admin.imports.preview({ uploadId, ...(file ? { file } : {}) });
  const mapping = choices.mapping ?? preview.mapping;
  if (!mapping) throw new Error('No column of numbers was found.');
  const asked = { uploadId, campaignId, mapping, ...choices };
  const dryRun = dry ? await admin.imports.contactsDryRun(asked) : null;
  const job = await ended((await admin.imports.contacts(asked)).id);
  if (dryRun) expect(countsOf(dryRun.result)).toEqual(job.counts);
  const { items } = await admin.conversation.list({ campaignId, limit: 100 });
  const texted = items.filter(({ optState }) => optState === 'none');
  const people = texted.map((row) => `${row.name} ${row.number}`).toSorted();
  return { preview, dryRun, job, people };
}

async function optOuts(name: string, choices: Partial<OptOutList> = {}) {
  const uploadId = await upload(name);
  const job = await ended((await admin.imports.optOuts({ uploadId, numberColumn: 0, ...choices })).id);
  const { items } = await admin.optOut.list({ importId: job.id, limit: 100 });
  return { job, numbers: items.map(({ number }) => number).toSorted() };
}

const isOut = async (number: string) => (await admin.person.why({ number })).optedOut;

const DO_NOT_TEXT = [
  {
    file: 'van-utf16.txt',
    columns: ['Do Not Text'],
    counts: { rows: 2, imported: 1, optedOut: 1, numbers: 1 },
    out: ['+12165550101'],
    texted: ['Ana Lee +12165550102'],
  },
  {
    file: 'nationbuilder.csv',
    columns: ['mobile_opt_in', 'do_not_contact', 'is_deceased'],
    // A missing agreement, and a death, are no wish to stop: the row is left out, and the number is not
    // opted out.
    counts: { rows: 4, imported: 1, optedOut: 1, leftOut: 2, numbers: 1 },
    out: ['+12025550112'],
    texted: ['Di +12025550114'],
  },
  {
    file: 'civicrm.csv',
    columns: ['Do Not SMS'],
    counts: { rows: 2, imported: 1, optedOut: 1, numbers: 1 },
    out: ['+12125550121'],
    texted: ["Finn O'Dell, Jr. +12125550122"],
  },
  {
    file: 'onesignal.csv',
    columns: ['sms_status'],
    counts: { rows: 2, imported: 1, optedOut: 1, numbers: 1 },
    out: ['+13125550131'],
    texted: ['Hal Roe +13125550132'],
  },
  {
    file: 'action-network.csv',
    columns: ['Mobile Status'],
    counts: { rows: 2, imported: 1, optedOut: 1, numbers: 1 },
    out: ['+13055550141'],
    texted: ['Jan +13055550142'],
  },
  {
    file: 'salesforce.csv',
    columns: ['do_not_call', 'Has Opted Out of SMS'],
    counts: { rows: 3, imported: 1, optedOut: 2, numbers: 2 },
    out: ['+14045550151', '+14045550152'],
    texted: ['Mia Cole +14045550153'],
  },
];

test.each(DO_NOT_TEXT)(
  '$file: whoever must not be texted is not',
  async ({ file, columns, counts, out, texted }) => {
    const { preview, job, people } = await contacts(file, { dry: file === 'nationbuilder.csv' });
    expect(preview.noTexts.map(({ header }) => header)).toEqual(columns);
    expect(job).toMatchObject({ counts, detail: expect.stringContaining('nobody chose') });
    const isGone = await Promise.all(people.map((who) => isOut(who.slice(who.lastIndexOf(' ') + 1))));
    expect(people.filter((_, index) => !isGone[index])).toEqual(texted);
    for (const number of out) expect(await isOut(number)).toBe(true);
  },
);

test('a row that must not be texted is listed with its name, its id and what the file says', async () => {
  const { preview, job } = await contacts('van-utf16.txt');
  expect(preview).toMatchObject({
    encoding: 'UTF-16LE',
    noTexts: [{ header: 'Do Not Text', recommended: 'opt-out', noTexts: 1, unclear: 0 }],
  });
  // The same file in a second campaign: these numbers were opted out by the first.
  expect(job.counts).toEqual({ rows: 2, imported: 1, alreadyOptedOut: 1 });
  const ignored = await contacts('unclear.csv', { noTexts: [{ column: 2, does: 'ignore' }] });
  expect(ignored.job.counts).toEqual({ rows: 4, imported: 3, duplicate: 1 });
  const strict = await contacts('unclear.csv', { noTexts: [{ column: 2, does: 'leave-out' }] });
  expect(strict.preview.noTexts[0]?.values).toEqual([
    { value: 'maybe', count: 1, means: 'unclear' },
    { value: 'yes', count: 1, means: 'no-texts' },
    { value: '', count: 1, means: 'fine' },
    { value: 'no', count: 1, means: 'fine' },
  ]);
  expect(strict.job.counts).toEqual({ rows: 4, imported: 1, leftOut: 3 });
  expect(strict.job.listed.map(({ line, code, name }) => [line, code, name])).toEqual([
    [2, 'must-not-be-texted', 'Ana'],
    [3, 'unclear-consent', 'Ben'],
    [4, 'must-not-be-texted', 'Cy'],
  ]);
  const fine = { noTexts: [{ column: 2, does: 'opt-out' as const, values: { maybe: 'fine' as const } }] };
  const chosen = await contacts('unclear.csv', fine);
  expect(chosen.job.counts).toEqual({ rows: 4, imported: 2, optedOut: 1, duplicate: 1, numbers: 1 });
  expect(await isOut('+14155550161')).toBe(true);
  const mapping = { number: 1, morePhones: [2], firstName: 0, lastName: null, externalId: null, fields: {} };
  const both = await contacts('two-phones-do-not-text.csv', { mapping, dry: true });
  expect(both.job.counts).toEqual({ rows: 2, optedOut: 1, duplicate: 1, numbers: 3 });
  expect(await isOut('+15125550183')).toBe(true);
});

test('notes and tags that ask for no texts: the row is left out until somebody has looked', async () => {
  const { preview, job, people } = await contacts('notes.csv');
  expect(preview.noTexts.map(({ header, unclear }) => [header, unclear])).toEqual([
    ['Tags', 1],
    ['Notes', 1],
  ]);
  expect(job.counts).toEqual({ rows: 3, imported: 1, leftOut: 2 });
  expect(job.listed.map(({ line, code }) => [line, code])).toEqual([
    [3, 'unclear-consent'],
    [4, 'unclear-consent'],
  ]);
  expect(job.listed[1]?.reason).toContain('Please DON’T text him');
  expect(people).toEqual(['Ana +12145550101']);
  // A person has decided: one text meant something else, the other did not.
  const decided = await contacts('notes.csv', {
    noTexts: [
      { column: 2, does: 'opt-out', values: { 'tenant, do not text': 'no-texts' } },
      { column: 3, does: 'ignore' },
    ],
  });
  expect(decided.job.counts).toEqual({ rows: 3, imported: 2, optedOut: 1, numbers: 1 });
  expect(await isOut('+12145550102')).toBe(true);
});

test('numbers that no text reaches are refused by what they are; territories are in', async () => {
  const british = await contacts('lines-gb.csv', { region: 'GB', dry: true });
  expect(british.job.counts).toEqual({ rows: 6, imported: 1, cannotText: 5 });
  expect(british.job.listed.map(({ code }) => code)).toEqual([
    'fixed-line',
    'premium-rate',
    'toll-free',
    'company-number',
    'personal-number',
  ]);
  const chosen = await contacts('lines-gb.csv', { region: 'GB', fixedLines: 'import' });
  expect(chosen.job.counts).toEqual({ rows: 6, imported: 2, cannotText: 4 });
  const american = await contacts('lines-us.csv');
  expect(american.job.listed.map(({ code }) => code)).toEqual(['toll-free', 'premium-rate']);
  expect((await contacts('territories.csv')).job.counts).toEqual({ rows: 5, imported: 5 });
});

test('a list of opt-outs kept by hand: whatever can be read as a number counts, and what is lost is named', async () => {
  const british = await optOuts('opt-outs-gb.csv', { region: 'GB' });
  const ends = ['401', '402', '403', '404', '405', '406', '407', '408', '409', '411', '412'];
  expect(british.numbers).toEqual(ends.map((end) => `+447700900${end}`));
  expect(british.job.counts).toEqual({ rows: 11, imported: 9, invalid: 2, numbers: 11, toCheck: 2 });
  expect(british.job.listed.map(({ line, code }) => [line, code])).toEqual([
    [9, 'check-letter'],
    [10, 'check-letter'],
    [11, 'digits-lost'],
    [12, 'invalid'],
  ]);
  const american = await optOuts('opt-outs-us.csv', { numberColumn: 1, moreColumns: [2], region: 'US' });
  const last = ['01', '04', '05', '06', '07', '08', '09', '10', '11', '13'];
  expect(american.numbers).toEqual(last.map((end) => `+160255501${end}`));
  expect(american.job.counts).toEqual({ rows: 5, imported: 5, numbers: 10, toCheck: 1 });
  expect(american.job.listed).toMatchObject([{ line: 5, code: 'check-cells' }]);
  const again = await optOuts('opt-outs-again.csv', { region: 'US' });
  expect(again.job.counts).toEqual({ rows: 3, imported: 1, alreadyOptedOut: 1, duplicate: 1, numbers: 2 });
});

test('names, phones and places as address books write them', async () => {
  const lone = await contacts('lone-name.csv', { dry: true });
  expect(lone.dryRun?.examples.map(({ firstName, lastName }) => [firstName, lastName])).toEqual([
    ['Rosa', 'Diaz'],
    ['Ana', 'Lee'],
    ['Bo', 'Ray'],
  ]);
  expect((await contacts('mailchimp.csv')).people).toEqual(['Ana +13035550175']);
  const mapping = { number: 1, morePhones: [2], firstName: 0, lastName: null, externalId: null, fields: {} };
  expect((await contacts('mailchimp.csv', { mapping })).people).toEqual(['Ana +13035550174']);
  const google = await contacts('google-contacts.csv');
  expect(google.job.counts).toEqual({ rows: 3, imported: 2, cannotText: 1 });
  expect(google.people).toEqual(['Ana +13135550177', 'Cy +13135550179']);
  const places = await contacts('places.csv');
  expect(places.job.counts).toEqual({ rows: 3, imported: 3, unreadPlace: 1 });
});

test('files that are none, or of another form: what it is and what to do', async () => {
  const titled = await contacts('titled.csv');
  expect(titled.preview).toMatchObject({ headerLine: 4, headers: ['First Name', 'Phone', 'Zip'] });
  expect(titled.people).toEqual(['Ana +15035550182']);
  const preview = async (name: string, file?: FileOptions) =>
    admin.imports.preview({ uploadId: await upload(name), ...(file ? { file } : {}) });
  expect((await preview('titled.csv', { headerLine: 2 })).headers[0]).toBe('Exported 2026-06-01');
  expect((await preview('header-only.csv')).notices).toMatchObject([{ code: 'nobody' }]);
  const bare = await contacts('no-header.csv');
  expect([bare.preview.headerLine, bare.people.length]).toEqual([0, 2]);
  for (const [name, words] of [
    ['web-page.csv', /web page.*Export the list again/],
    ['json.csv', /JSON.*Export the list as CSV/],
    ['printed.csv', /PDF/],
    ['cards.csv', /contact cards/],
  ] as const)
    await expect(preview(name)).rejects.toThrow(words);
  const many = await contacts('many-columns.csv');
  expect(many.preview.notices).toMatchObject([{ code: 'many-columns' }]);
  expect(many.job.counts).toEqual({ rows: 1, imported: 1 });
  expect((await contacts('empty-cells.csv')).job.listed).toMatchObject([{ line: 2, code: 'empty' }]);
  const shortened = await contacts('shortened.csv');
  expect(shortened.job.listed).toMatchObject([{ line: 2, code: 'digits-lost' }]);
  expect(shortened.people).toEqual(['Ben +12165550186']);
});

const BYTES = [
  ['mac-roman.csv', 'macintosh', ',', ['Renée +17025550101']],
  ['windows-1252.csv', 'Windows-1252', ';', ['Renée +17025550102']],
  ['utf16-be.csv', 'UTF-16BE', '\t', ['Renée +17025550103']],
  ['utf8-mark.csv', 'UTF-8', ',', ['Renée +17025550104']],
  ['sep-line.csv', 'UTF-8', ';', ['Renée +17025550105']],
  ['pipes.txt', 'UTF-8', '|', ['Renée +17025550106']],
  ['mixed-ends.csv', 'UTF-8', ',', ['Renée +17025550107', 'Two\nlines +17025550108']],
] as const;

test.each(BYTES)('%s is read as %s with %j between its cells', async (name, encoding, delimiter, people) => {
  const read = await contacts(name);
  expect(read.preview).toMatchObject({ encoding, delimiter });
  expect(read.people).toEqual(people);
});

test('an encoding that was guessed wrong can be chosen; an upload outlives an import that failed', async () => {
  const forced = await admin.imports.preview({
    uploadId: await upload('mac-roman.csv'),
    file: { encoding: 'Windows-1252' },
  });
  expect(forced.rows[0]?.[0]).toBe('RenŽe');
  const uploadId = await upload('open-quote.csv');
  const { id: campaignId } = await admin.campaign.create({
    name: 'Broken',
    region: 'US',
    script: 'Hi. Reply STOP to opt out.',
    replies: [],
  });
  const mapping = { number: 1, firstName: 0, lastName: null, externalId: null, fields: {} };
  for (const _ of [1, 2]) {
    const { id } = await admin.imports.contacts({ uploadId, campaignId, mapping });
    expect(await ended(id)).toMatchObject({ state: 'failed', detail: expect.stringMatching(/after line 2/) });
  }
});
