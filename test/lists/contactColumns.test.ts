import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createImports } from '../../main/core/campaigns/imports.ts';
import { all } from '../../main/core/store/statement.ts';
import {
  byColumn,
  CONTACT_COLUMNS,
  KEPT_COLUMNS,
  KEPT_IN_STORE,
  MERGE_COLUMNS,
} from '../../shared/schema/contactColumns.ts';
import { testApi } from '../helpers/api.ts';
import * as seed from '../helpers/seed.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-columns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const api = testApi({ storeDir: folder });
const { core } = api;
const { client } = api.newcomer('admin');
const imports = createImports(core);
Object.assign(api.console, { imports: () => imports });

/**
 * Text columns of `conversation` that no file fills by one column of its own, and what erasing does with
 * them.
 */
const OTHERS = {
  emptied: ['number', 'fields', 'zones', 'last_text', 'texter_id'],
  stays: [
    'id',
    'campaign_id',
    'subject',
    'sender_number_id',
    'state',
    'opt_state',
    'opt_cause',
    'outcome',
    'last_direction',
    'import_id',
    'rev',
  ],
};

test('every text column of a conversation is a column of the contact, or known to hold nothing of a file', () => {
  const names = all<{ name: string }>(
    core.db,
    "SELECT name FROM pragma_table_info('conversation') WHERE type = 'TEXT'",
  ).map(({ name }) => name);
  expect(names.toSorted()).toEqual(
    [...KEPT_IN_STORE, ...OTHERS.emptied, ...OTHERS.stays].filter((name) => names.includes(name)).toSorted(),
  );
  expect(names).toEqual(expect.arrayContaining([...KEPT_IN_STORE]));
});

test('each column is recognised, kept, merged and shown, and erasing empties it', async () => {
  const values = byColumn(KEPT_COLUMNS, (name) => `Value of ${name}`);
  const heads = ['Phone', ...KEPT_COLUMNS.map((name) => CONTACT_COLUMNS[name].names[0])];
  const file = Buffer.from(`${heads.join(',')}\n202-555-0143,${Object.values(values).join(',')}\n`);
  const script = `${MERGE_COLUMNS.map((name) => `{${name}}`).join(' / ')} Reply STOP to opt out.`;
  const campaignId = seed.campaign(core, { region: 'US', script });
  const { uploadId } = await client.imports.begin({ name: 'list.csv', size: file.length });
  await client.imports.append({ uploadId, offset: 0, data: file.toString('base64') });
  const { mapping } = await client.imports.preview({ uploadId });
  if (mapping === null) throw new Error('No column of numbers was found.');
  expect(mapping).toMatchObject(byColumn(KEPT_COLUMNS, (name) => KEPT_COLUMNS.indexOf(name) + 1));
  await imports.ended((await client.imports.contacts({ uploadId, campaignId, mapping })).id);

  const [row] = (await client.conversation.list({ campaignId })).items;
  const id = row?.id ?? '';
  const thread = await client.conversation.get({ id });
  expect(thread.contact).toMatchObject(values);
  expect(thread.initialDraft).toBe(
    `${MERGE_COLUMNS.map((name) => values[name]).join(' / ')} Reply STOP to opt out.`,
  );

  await client.person.erase({ number: '+12025550143', reason: 'asked' });
  const erased = await client.conversation.get({ id });
  expect(erased.contact).toMatchObject(byColumn(KEPT_COLUMNS, () => ''));
});
