import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvOf } from './contactFile.ts';
import type { FromConsole, Late, Task } from './loop/protocol.ts';
import { beside, type Line, type Run } from './measure.ts';
import { endProcess, heard, startProcess } from './processes.ts';
import { copyStore, inFolder, KEY } from './stores.ts';

const sizes = { full: { contacts: 20_000, rest: 3000 }, quick: { contacts: 300, rest: 100 } };
/** Milliseconds for which the main loop may be late, 99 of 100 times and at most. */
const GOAL = { p99: 20, longest: 250 };

/**
 * For how long the console's main loop cannot answer while each of its long jobs runs on the large store. The
 * loop is asked every millisecond; “at rest” shows what the machine itself is late by.
 */
export function loop(run: Run): Promise<Line[]> {
  const { contacts, rest } = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const large = await run.large();
    const csv = join(folder, 'contacts.csv');
    writeFileSync(csv, csvOf(contacts));
    const storeDir = join(folder, 'store');
    copyStore(large.storeDir, storeDir);
    const task: Task = { storeDir, key: KEY, csv, rest };
    const program = startProcess(new URL('./loop/console.ts', import.meta.url), [JSON.stringify(task)]);
    try {
      const found: Late[] = [];
      for (;;) {
        const message = await heard<FromConsole>(program);
        if (message.what === 'done') break;
        const { job, p99, longest, seconds } = message.late;
        run.note(
          `loop: ${job}: ${seconds.toFixed(1)} s, 99 of 100 ${p99.toFixed(1)} ms, the longest ${longest.toFixed(0)} ms`,
        );
        found.push(message.late);
      }
      return found.flatMap(({ job, p99, longest }) => [
        beside(`loop: ${job}: late by, 99 of 100 times, against ${GOAL.p99} ms`, 'ms', p99, GOAL.p99),
        beside(`loop: ${job}: late by at most, against ${GOAL.longest} ms`, 'ms', longest, GOAL.longest),
      ]);
    } finally {
      await endProcess(program);
    }
  });
}
