import { afterEach, expect, test, vi } from 'vitest';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { createImports } from '../../main/core/campaigns/imports.ts';
import { jobById } from '../../main/core/lists/jobStore.ts';
import { one } from '../../main/core/store/statement.ts';
import { testCore, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { bytesOf, mapped, usNumber } from './csvFiles.ts';

afterEach(() => onFaultPoint(null));

/**
 * The disk fills up in the middle of an import: the import ends as failed once there is room again, and
 * leaves nothing half done.
 */

const file = bytesOf(`phone\n${Array.from({ length: 3000 }, (_, i) => usNumber(i)).join('\n')}\n`);

function begun() {
  const { core } = testCore();
  const imports = createImports(core);
  const accountId = seed.account(core, { role: 'admin' });
  const campaignId = seed.campaign(core, { region: 'US', state: 'draft' });
  const rows = () => one<{ n: number }>(core.db, 'SELECT count(*) AS n FROM conversation')?.n ?? 0;
  onFaultPoint((point) => {
    if (point === 'import.batch-committed') writer(core).pragma('query_only = ON');
  });
  const job = imports.contacts({ campaignId, source: file, mapping: mapped(0), accountId });
  return { core, imports, job, rows };
}

test('contacts are taken back when it can be written again', async () => {
  const { core, imports, job, rows } = begun();
  await vi.waitUntil(() => core.trouble() !== null, { timeout: 30_000 });
  expect(jobById(core.db, job.id).state).toBe('running');
  expect(rows()).toBeGreaterThan(0);
  onFaultPoint(null);
  writer(core).pragma('query_only = OFF');
  const ended = await imports.ended(job.id);
  expect(ended.state).toBe('failed');
  expect(ended.detail).toContain('cannot be written');
  expect(rows()).toBe(0);
  core.close();
});

test('closing does not wait for room; the next start takes them back', async () => {
  const { core, imports, job, rows } = begun();
  await vi.waitUntil(() => core.trouble() !== null, { timeout: 30_000 });
  await imports.close();
  onFaultPoint(null);
  writer(core).pragma('query_only = OFF');
  createImports(core);
  expect(jobById(core.db, job.id).state).toBe('failed');
  expect(rows()).toBe(0);
  core.close();
});
