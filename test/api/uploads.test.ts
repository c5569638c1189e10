import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createImports } from '../../main/core/campaigns/imports.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { account, campaign } from '../helpers/seed.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-uploads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const world = (name: string) => {
  const api = testApi({ storeDir: join(folder, name) });
  return { ...api, admin: api.newcomer('admin').client, dir: join(folder, name, 'uploads') };
};
const data = (text: string) => Buffer.from(text).toString('base64');

test('a file comes in pieces, in order; a piece sent twice is taken once', async () => {
  const { admin, dir } = world('pieces');
  const { uploadId, chunkBytes } = await admin.imports.begin({ name: 'a.csv', size: 11 });
  expect(chunkBytes).toBe(1024 * 1024);
  expect((await refusal(admin.imports.append({ uploadId, offset: 5, data: data('x') }))).code).toBe(
    'CONFLICT',
  );
  expect(await admin.imports.append({ uploadId, offset: 0, data: data('Phone,') })).toEqual({ received: 6 });
  expect(await admin.imports.append({ uploadId, offset: 0, data: data('Phone,') })).toEqual({ received: 6 });
  expect((await refusal(admin.imports.preview({ uploadId }))).code).toBe('CONFLICT');
  expect((await refusal(admin.imports.append({ uploadId, offset: 6, data: data('Name\nxx') }))).code).toBe(
    'INVALID',
  );
  expect(await admin.imports.append({ uploadId, offset: 6, data: data('Name\n') })).toEqual({ received: 11 });
  const [file = ''] = readdirSync(dir);
  expect(readFileSync(join(dir, file), 'utf8')).toBe('Phone,Name\n');
});

test('what is too large, empty, or unknown is refused at once', async () => {
  const { admin } = world('refused');
  const large = await refusal(admin.imports.begin({ name: 'a', size: 2 * 1024 ** 3 + 1 }));
  expect(large).toMatchObject({ code: 'INVALID', message: expect.stringContaining('2 GB') });
  expect((await refusal(admin.imports.begin({ name: 'a', size: 0 }))).code).toBe('INVALID');
  expect((await refusal(admin.imports.append({ uploadId: '../../x', offset: 0, data: '' }))).code).toBe(
    'NOT_FOUND',
  );
  const { uploadId } = await admin.imports.begin({ name: 'a', size: 3 * 1024 ** 2 });
  const huge = Buffer.alloc(1024 ** 2 + 1).toString('base64');
  expect((await refusal(admin.imports.append({ uploadId, offset: 0, data: huge }))).code).toBe('INVALID');
});

test('an import shares its contacts out, and its file goes when it is over', async () => {
  const { admin, core, dir, console: service } = world('import');
  const imports = createImports(core);
  Object.assign(service, { imports: () => imports });
  const texter = account(core, { role: 'texter' });
  const campaignId = campaign(core, { region: 'GB', state: 'draft', texterIds: [texter] });
  const csv = 'Phone,First name\n07700 900001,Ivo\n07700 900002,Ada\n07700 900001,Ivo again\nnonsense,X\n';
  const { uploadId } = await admin.imports.begin({ name: 'a.csv', size: csv.length });
  await admin.imports.append({ uploadId, offset: 0, data: data(csv) });
  const { mapping } = await admin.imports.preview({ uploadId });
  expect(mapping).toMatchObject({ number: 0, firstName: 1 });
  if (!mapping) return;
  const job = await admin.imports.contacts({ uploadId, campaignId, mapping });
  await imports.ended(job.id);
  expect(await admin.imports.job({ id: job.id })).toMatchObject({
    state: 'done',
    result: { rows: 4, imported: 2, duplicate: 1, invalid: 1, wrongRegion: 0 },
  });
  expect(await admin.campaign.get({ id: campaignId })).toMatchObject({
    counts: { contacts: 2, unassigned: 0, toSend: 2 },
  });
  expect((await admin.imports.refused({ id: job.id })).csv).toContain('nonsense');
  await expect.poll(() => readdirSync(dir)).toEqual([]);
});

test('files of an earlier run are removed', async () => {
  const { admin } = world('earlier');
  await admin.imports.begin({ name: 'a', size: 5 });
  const [old = ''] = readdirSync(join(folder, 'earlier', 'uploads'));
  const next = world('earlier');
  await next.admin.imports.begin({ name: 'b', size: 5 });
  expect(existsSync(join(next.dir, old)) && readdirSync(next.dir).length > 1).toBe(false);
});
