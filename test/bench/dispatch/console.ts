import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createIds } from '../../../main/core/base/ids.ts';
import { startRunning } from '../../../main/core/console/running.ts';
import { openCore } from '../../../main/core/open/openCore.ts';
import { enqueue } from '../../../main/core/outbox/enqueue.ts';
import { plainFetch } from '../../../main/core/providers/plainFetch.ts';
import { all, one } from '../../../main/core/store/statement.ts';
import { memorySecrets, testClock, testPorts } from '../../helpers/core.ts';
import { loadClock } from '../load/protocol.ts';
import type { FromConsole, Round, Task } from './protocol.ts';

/** The console whose sending is measured, a process of its own with all that runs beside a store. */

const task: Task = JSON.parse(process.argv[2] ?? '{}');
const tell = (message: FromConsole) => process.send?.(message);
const clock = { now: loadClock() };
const log = { info: () => {}, warn: () => {}, error: () => {} };
const ports = testPorts(testClock(), {
  clock,
  log,
  ids: createIds(clock),
  random: { bytes: (length) => randomBytes(length), fraction: () => Math.random() },
  fetch: plainFetch,
  dataDir: task.storeDir,
  webhookBase: () => 'http://127.0.0.1:1',
});
const { storeDir, key } = task;
const core = openCore({ ports, secrets: memorySecrets(), storeDir, key, demo: false });
const contacts = all<{ id: string }>(
  core.db,
  'SELECT id FROM conversation WHERE campaign_id = ? ORDER BY number',
  task.campaignId,
);
await startRunning(core);

/** Nothing of the round waits or is under way. The doubled condition is how the index of these names it. */
const over = () =>
  one(core.db, "SELECT 1 FROM message WHERE state = 'sending' AND state IN ('sending', 'unknown')") ===
    undefined && one(core.db, "SELECT 1 FROM message WHERE state = 'queued'") === undefined;

async function send({ from, texts }: Round): Promise<void> {
  core.write((tx) => {
    for (const { id } of contacts.slice(from, from + texts))
      enqueue(core, tx, {
        conversationId: id,
        kind: 'initial',
        body: 'Will you vote?',
        authorId: task.texterId,
      });
  });
  const began = performance.now();
  core.wake();
  while (!over()) await pause(5);
  const ms = performance.now() - began;
  const others = all(
    core.db,
    `SELECT state, rule, error_code, detail, count(*) AS n FROM message
     WHERE direction = 'out' AND state NOT IN ('sent', 'delivered') GROUP BY 1, 2, 3, 4`,
  );
  if (others.length > 0) throw new Error(`Texts were not sent: ${JSON.stringify(others)}`);
  tell({ what: 'sent', ms });
}

process.on('message', (round: Round) => void send(round));
process.once('disconnect', () => process.exit());
tell({ what: 'ready' });
