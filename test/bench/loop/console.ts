import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { createIds } from '../../../main/core/base/ids.ts';
import { maintain, startRunning } from '../../../main/core/console/running.ts';
import { readDashboard } from '../../../main/core/dashboard/read.ts';
import { openCore } from '../../../main/core/open/openCore.ts';
import { exportPiece as optOutPiece } from '../../../main/core/optOuts/exportCsv.ts';
import { exportPiece } from '../../../main/core/results/exportPiece.ts';
import { all, one, run } from '../../../main/core/store/statement.ts';
import { memorySecrets, testClock, testPorts, writer } from '../../helpers/core.ts';
import * as seed from '../../helpers/seed.ts';
import { MAPPING } from '../contactFile.ts';
import { loadClock } from '../load/protocol.ts';
import type { FromConsole, Late, Task } from './protocol.ts';

/** The console whose main loop is watched while each of its long jobs runs. */

const task: Task = JSON.parse(process.argv[2] ?? '{}');
const tell = (message: FromConsole) => process.send?.(message);
const clock = { now: loadClock() };
const { storeDir, key } = task;
const core = openCore({
  ports: testPorts(testClock(), {
    clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    ids: createIds(clock),
    random: { bytes: (length) => randomBytes(length), fraction: () => Math.random() },
    dataDir: storeDir,
  }),
  secrets: memorySecrets(),
  storeDir,
  key,
  demo: false,
});
const admin = seed.account(core, { role: 'admin', login: 'loop' });
const draft = seed.campaign(core, { state: 'draft' });
const [{ id: campaign } = { id: '' }] = all<{ id: string }>(
  core.db,
  'SELECT campaign_id AS id FROM conversation GROUP BY campaign_id ORDER BY count(*) DESC LIMIT 1',
);
// Nothing leaves: what is measured is the work beside sending.
run(writer(core), "UPDATE connection SET state = 'untested'");
const running = await startRunning(core);

/** Runs a job, and says how late the main loop was meanwhile. */
async function watch(job: string, work: () => Promise<unknown>): Promise<void> {
  await pause(200);
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  const began = performance.now();
  monitor.enable();
  await work();
  // What the loop was late by at the end is seen at its next turn.
  await pause(20);
  monitor.disable();
  const ms = (nanoseconds: number) => nanoseconds / 1e6;
  const late: Late = {
    job,
    p99: ms(monitor.percentile(99)),
    longest: ms(monitor.max),
    seconds: (performance.now() - began) / 1000,
  };
  tell({ what: 'late', late });
}

/** All pieces of an export; other work goes on between them, as where each is a call. */
async function pieces(
  piece: (cursor: string | undefined) => Promise<{ readonly nextCursor: string | null }>,
): Promise<void> {
  for (let cursor: string | undefined; ; ) {
    const { nextCursor } = await piece(cursor);
    await nextTurn();
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}

const results = (kind: 'contacts' | 'texts' | 'texters', format: 'excel' | 'plain') =>
  pieces((cursor) =>
    exportPiece(core, admin, { campaignId: campaign, kind, filter: {}, format, separator: ',', cursor }),
  );

await watch('at rest', () => pause(task.rest));
await watch('export of contacts', () => results('contacts', 'excel'));
await watch('export of texts', () => results('texts', 'plain'));
await watch('export of texters', () => results('texters', 'plain'));
await watch('export of opt-outs', () => pieces((cursor) => optOutPiece(core, admin, {}, cursor)));
await watch('back-up', () => running.backups.backUp(admin));
await watch('verify', () => running.backups.check());
await watch('whole export', () =>
  running.backups.export({ passphrase: 'a long passphrase of the bench', move: false, actorId: admin }),
);
await watch('import', async () => {
  const job = running.imports.contacts({
    campaignId: draft,
    source: { path: task.csv },
    mapping: MAPPING,
    accountId: null,
  });
  await running.imports.ended(job.id);
});
await watch('dashboard', async () => {
  for (const period of ['7-days', '30-days', 'campaign-life'] as const) {
    readDashboard(core.db, { period, campaignId: null, zone: 'UTC' }, clock.now());
    await nextTurn();
  }
});
await watch('sweeps', async () => {
  for (let turn = 0; turn < 20; turn += 1) {
    await maintain(core, running.connections.adapterOf, new AbortController().signal);
    await running.backups.turn();
    await nextTurn();
  }
});
const [made] = running.backups.list();
await watch('preview of a restore', () => running.backups.preview(made?.id ?? '', admin));
await watch('restore', () => running.backups.restore(made?.id ?? '', admin));
if (one(core.db, 'SELECT 1 FROM conversation') === undefined) throw new Error('The store is empty.');
await pause(200);
tell({ what: 'done' });
process.once('disconnect', () => process.exit());
