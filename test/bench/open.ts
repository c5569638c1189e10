import { join } from 'node:path';
import { startRunning } from '../../main/core/console/running.ts';
import { beside, type Line, type Run } from './measure.ts';
import { type BenchCore, inFolder, openBench } from './stores.ts';

const sizes = { full: { rounds: 15 }, quick: { rounds: 2 } };

/** Opens a store and starts what works on it. Milliseconds until then. */
async function opening(openCore: () => BenchCore): Promise<number> {
  const begun = performance.now();
  const core = openCore();
  const running = await startRunning(core);
  const taken = performance.now() - begun;
  await running.stop();
  return taken;
}

/** How long it takes until a console works, by the size of its store. */
export async function openLarge(run: Run): Promise<Line[]> {
  const { rounds } = run.quick ? sizes.quick : sizes.full;
  const large = await run.large();
  return inFolder(async (folder) => {
    const empty = join(folder, 'empty');
    openBench(empty).close();
    run.note('open: measuring');
    const times = { large: [] as number[], empty: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      const [whole, bare] = [() => opening(large.open), () => opening(() => openBench(empty))];
      const [first, second] = round % 2 === 0 ? [await whole(), await bare()] : [await bare(), await whole()];
      if (round === 0) continue;
      times.large.push(round % 2 === 0 ? first : second);
      times.empty.push(round % 2 === 0 ? second : first);
    }
    const name = `open: a store with ${large.conversations.toLocaleString('en')} conversations, against an empty one`;
    return [beside(name, 'ms', times.large, times.empty, 1.3)];
  });
}
