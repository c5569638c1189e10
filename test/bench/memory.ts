import { join } from 'node:path';
import { beside, type Line, type Run } from './measure.ts';
import type { FromConsole, Task } from './memory/protocol.ts';
import { endProcess, heard, startProcess } from './processes.ts';
import { copyStore, inFolder, KEY } from './stores.ts';

const sizes = {
  full: { minutes: 60, texts: 100, replies: 30, calls: 10 },
  quick: { minutes: 10, texts: 5, replies: 6, calls: 1 },
};
/** What main/start.mjs gives to Node. */
const AS_STARTED = ['--max-semi-space-size=16'];
const MIB = 2 ** 20;
/** MiB that the console may take. */
const GOAL = 350;

/**
 * What the console's process holds in memory after an hour of work on the large store, against what it held
 * after five minutes of it. The minutes follow each other without a pause; memory is tidied before it is
 * read, so that only what is kept counts.
 */
export function memory(run: Run): Promise<Line[]> {
  const size = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const large = await run.large();
    const storeDir = join(folder, 'store');
    copyStore(large.storeDir, storeDir);
    const provider = startProcess(new URL('./dispatch/provider.ts', import.meta.url));
    const children = [provider];
    try {
      const simulatorUrl = await heard<string>(provider);
      const task: Task = { storeDir, key: KEY, simulatorUrl, ...size };
      const program = startProcess(
        new URL('./memory/console.ts', import.meta.url),
        [JSON.stringify(task)],
        AS_STARTED,
      );
      children.push(program);
      const found: FromConsole[] = [];
      while (found.at(-1)?.minute !== size.minutes) {
        const { minute, rss, heap } = await heard<FromConsole>(program);
        run.note(
          `memory: after ${minute} minutes ${(rss / MIB).toFixed(0)} MiB, of them ${(heap / MIB).toFixed(0)} in the heap`,
        );
        found.push({ minute, rss, heap });
      }
      const [first, last] = [found[0], found.at(-1)];
      if (!first || !last) throw new Error('The console said nothing.');
      return [
        beside(
          'memory: console after an hour of work, against after five minutes',
          'MiB',
          last.rss / MIB,
          first.rss / MIB,
          1.1,
        ),
        beside(`memory: console after an hour of work, against ${GOAL} MiB`, 'MiB', last.rss / MIB, GOAL),
      ];
    } finally {
      await Promise.all(children.map(endProcess));
    }
  });
}
