import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { createImports } from '../../main/core/campaigns/imports.ts';
import { guessMapping } from '../../main/core/lists/mapping.ts';
import { OPTED_OUT } from '../../main/core/optOuts/systemCsv.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { idFor, SystemName, systemOf } from '../../shared/systems/systems.ts';
import { add } from '../api/optOutWorld.ts';
import { testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { restOver } from '../helpers/restApi.ts';
import { action, campaign, fictionNumber } from '../helpers/seed.ts';
import { questionsWorld } from '../questions/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-systems-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The columns of a VAN export with phones, as its "VanID" exports have them. */
const VAN =
  'VanID,FirstName,LastName,HomePhone,HomePhoneDialingPrefix,IsHomePhoneACellExchange,CellPhone,CellPhoneDialingPrefix,CellPhoneId,OptInPhone,OptInStatus';
const NATIONBUILDER =
  'external_id,nationbuilder_id,first_name,last_name,mobile_number,mobile_opt_in,tag_list';
const ACTION_NETWORK = 'first_name,last_name,email,can2_phone,can2_user_tags,uuid';

test.each<[string, string, SystemName | null, string | null, string[]]>([
  ['VAN', VAN, 'ngp-van', 'VanID', ['CellPhone', 'HomePhone', 'OptInPhone']],
  ['VAN’s lists', 'Voter File VANID,Last,First,Cell Phone', 'ngp-van', 'Voter File VANID', ['Cell Phone']],
  ['NationBuilder', NATIONBUILDER, 'nationbuilder', 'nationbuilder_id', ['mobile_number']],
  ['Action Network', ACTION_NETWORK, 'action-network', 'uuid', ['can2_phone']],
  ['anything', 'uuid,first_name,phone', null, 'uuid', ['phone']],
])('an export of %s is known, and its own id is kept', (_, names, system, id, phones) => {
  const headers = names.split(',');
  expect(systemOf(headers)).toBe(system);
  const mapping = guessMapping(headers, []);
  const named = (column: number | null | undefined) => headers[column ?? -1] ?? null;
  expect(named(mapping?.externalId)).toBe(id);
  expect([mapping?.number, ...(mapping?.morePhones ?? [])].map(named)).toEqual(phones);
});

test('an id goes only into a file of a system whose ids look so', () => {
  const uuid = 'd91b4b2e-ae0e-4cd3-9ed7-d0ec501b0bc3';
  expect(idFor('action-network', `action_network:${uuid}`)).toBe(uuid);
  expect(idFor('ngp-van', uuid)).toBeNull();
  expect(idFor('ngp-van', ' 2335282 ')).toBe('2335282');
  expect(idFor('nationbuilder', '=1+1')).toBeNull();
});

test('results go back in the columns of each system, and who cannot be placed is counted', async () => {
  const w = await questionsWorld();
  const [pat, lee, sam, kim] = [1, 2, 3, 4].map((at) => w.talk(at, w.ids.ana)) as [
    string,
    string,
    string,
    string,
  ];
  const ids = [pat, lee, sam].map((id, at) => [id, `235${at}`] as const);
  for (const [id, external] of ids)
    run(writer(w.core), 'UPDATE conversation SET external_id = ? WHERE id = ?', external, id);
  await w.maya.answers.record({ conversationId: pat, question: 'support', choices: ['yes'] });
  await w.maya.answers.record({ conversationId: pat, question: 'help', choices: ['calls', 'drive'] });
  await w.maya.answers.record({ conversationId: pat, question: 'wish', value: '=Lower, rents' });
  await w.maya.answers.record({ conversationId: lee, question: 'seats', value: 2 });
  await w.maya.answers.record({ conversationId: kim, question: 'support', choices: ['no'] });
  add(w.core, fictionNumber('US', 2), { actorId: w.ids.ana, conversationId: lee });
  action(w.core, { number: fictionNumber('US', 3), conversationId: sam, kind: 'opt-out-by-hand' });
  await w.maya.results.saveColumns({
    kind: 'contacts',
    columns: { answer_support: { name: 'Supporter ID' }, answer_seats: { on: false } },
  });
  const rest = restOver(w);
  const take = async (system: SystemName, as = w.tokenFor(w.ids.maya)) =>
    rest('POST', `/campaigns/${w.campaignId}/results/export`, { as, body: { kind: 'contacts', system } });
  const rows = async (system: SystemName) => {
    const { status, body } = await take(system);
    expect(status).toBe(200);
    const found = parse<Record<string, string>>(String(body.csv), { columns: true });
    return { body, found: found.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))) };
  };

  const van = await rows('ngp-van');
  expect(String(van.body.csv).split('\r\n')[0]).toBe(
    'VAN ID,Date Contacted,Phone Number,Canvass Result,Supporter ID,Help,Wish',
  );
  // Sam was never contacted, and Kim has no VAN ID.
  expect(van.body).toMatchObject({ rows: 2, leftOut: 2, nextCursor: null });
  expect(van.body.fileName).toContain('NGP VAN');
  expect(van.found).toMatchObject([
    {
      'VAN ID': '2350',
      'Phone Number': fictionNumber('US', 1).slice(2),
      'Canvass Result': 'Canvassed',
      'Supporter ID': 'Yes',
      Help: 'Calls; Drive people',
      Wish: "'=Lower, rents",
    },
    { 'VAN ID': '2351', 'Canvass Result': 'Do Not Text', 'Supporter ID': '' },
  ]);

  const nation = await rows('nationbuilder');
  expect(nation.body).toMatchObject({ rows: 3, leftOut: 1 });
  expect(nation.found.map((row) => [row.nationbuilder_id, row.mobile_opt_in, row.tag_list])).toEqual([
    ['', '', 'Supporter ID: No'],
    ['2350', '', 'Supporter ID: Yes, Help: Calls; Drive people, Wish: =Lower rents'],
    ['2351', 'N', ''],
  ]);
  const action2 = await rows('action-network');
  expect(action2.found[0]).toMatchObject({ unique_id: '', can2_phone: fictionNumber('US', 1) });

  expect((await take('ngp-van', w.tokenFor(w.ids.sol))).status).toBe(403);
  const wrong = { as: w.tokenFor(w.ids.maya), body: { kind: 'texts', system: 'ngp-van' } };
  expect((await rest('POST', `/campaigns/${w.campaignId}/results/export`, wrong)).status).toBe(422);
  const noted = all<{ payload: string }>(
    w.core.db,
    "SELECT payload FROM ledger WHERE kind = 'results-exported'",
  );
  expect(noted.map(({ payload }) => JSON.parse(payload).system)).toEqual(SystemName.options);
});

test('an export of VAN comes in with its ids, and its opt-outs go back as Opt-Out', async () => {
  const api = testApi({ storeDir: folder });
  const { client, id: adminId } = api.newcomer('admin');
  const all_ = createImports(api.core);
  Object.assign(api.console, { imports: () => all_ });
  const campaignId = campaign(api.core, { region: 'US', name: 'From VAN' });
  const other = campaign(api.core, { region: 'US', name: 'From elsewhere' });
  const bring = async (file: string, into: string) => {
    const { uploadId } = await client.imports.begin({ name: 'van.csv', size: file.length });
    await client.imports.append({ uploadId, offset: 0, data: Buffer.from(file).toString('base64') });
    const { mapping, system } = await client.imports.preview({ uploadId });
    if (mapping === null) throw new Error('no mapping');
    const input = { uploadId, campaignId: into, mapping, ...(system ? { idsOf: system } : {}) };
    const { id } = await client.imports.contacts(input);
    return { system, job: await all_.ended(id) };
  };
  const row = (id: string, first: string, home: string, cell: string, status: string) =>
    `${id},${first},Lee,${home},1,0,${cell},1,20255501${id.slice(-2)},,${status}`;
  const csv = [
    VAN,
    row('900101', 'Rosa', '', '2025550101', 'Opt-In'),
    row('900102', 'Owen', '2025550102', '', 'Opt-In'),
    row('900103', 'Cem', '', '2025550103', 'Opt-Out'),
    row('900104', 'Ida', '', '', 'Opt-In'),
  ].join('\n');
  const brought = await bring(csv, campaignId);
  expect(brought).toMatchObject({ system: 'ngp-van', job: { result: { imported: 2, optedOut: 1 } } });
  // A CellPhoneId is no phone: Ida has none.
  expect(brought.job.result).toMatchObject({ invalid: 1 });
  await bring(`VoterID,phone\n777,202-555-0105\n778,202-555-0101`, other);
  for (const at of ['0101', '0102', '0105', '0109'])
    add(api.core, `+1202555${at}`, { actorId: adminId, cause: 'manual' });
  add(api.core, '+12025550101', { actorId: adminId });

  const rest = restOver(api);
  const take = async (system: SystemName) => {
    const as = api.tokenFor(adminId);
    const { body } = await rest('POST', '/opt-outs/export', { as, body: { system } });
    return { body, rows: parse<Record<string, string>>(String(body.csv), { columns: true }) };
  };
  const van = await take('ngp-van');
  // The id of 0105 could be one of VAN's: nobody knows where that file was from. 0109 is no contact.
  expect(van.rows.toSorted((a, b) => String(a['VAN ID']).localeCompare(String(b['VAN ID'])))).toEqual(
    [
      ['777', '', '', '2025550105'],
      ['900101', 'Rosa', 'Lee', '2025550101'],
      ['900102', 'Owen', 'Lee', '2025550102'],
      ['900103', 'Cem', 'Lee', '2025550103'],
    ].map(([id, first, last, phone]) => ({
      'VAN ID': id,
      'First Name': first,
      'Last Name': last,
      'Phone Number': phone,
      'SMS Opt-In Status': 'Opt-Out',
    })),
  );
  expect(van.body).toMatchObject({ rows: 4, leftOut: 1, nextCursor: null });
  const nation = await take('nationbuilder');
  // Ids of VAN are no ids of NationBuilder, though they look alike.
  expect(nation.rows.map((each) => each.nationbuilder_id).toSorted()).toEqual(['', '', '', '777', '778']);
  expect(nation.rows.every((each) => each.mobile_opt_in === 'N')).toBe(true);
  const network = await take('action-network');
  expect(network.rows.map((each) => each.mobile_status)).toEqual(Array(5).fill('unsubscribed'));
  const plan = all<{ detail: string }>(api.core.db, `EXPLAIN QUERY PLAN ${OPTED_OUT}`, '', 1);
  expect(plan.map(({ detail }) => detail).join()).not.toContain('SCAN');
});
