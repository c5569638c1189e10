import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FromConsole, Load } from './load/protocol.ts';
import { beside, type Line, median, type Run } from './measure.ts';
import { endProcess, heard, startProcess } from './processes.ts';
import { sayStop } from './stop/say.ts';
import { inFolder } from './stores.ts';

const sizes = { full: { rounds: 6, stops: 80 }, quick: { rounds: 2, stops: 5 } };
/** Milliseconds between two STOPs. */
const APART = 10;

/**
 * How long a STOP takes on a console at rest until it is answered, after all of it was committed, against a
 * bare handler that commits one row. Both are processes of their own.
 */
export function stop(run: Run): Promise<Line[]> {
  const { rounds, stops } = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const simulator = startProcess(new URL('./load/simulator.ts', import.meta.url));
    const bare = startProcess(new URL('./stop/bare.ts', import.meta.url), [join(folder, 'bare')]);
    const children = [simulator, bare];
    try {
      const load: Load = {
        storeDir: join(folder, 'store'),
        csv: '',
        simulatorUrl: await heard<string>(simulator),
        texts: 0,
        perSecond: 100,
        contacts: 0,
        stops: (rounds + 1) * stops,
      };
      const bareUrl = await heard<string>(bare);
      run.note('stop: making the conversations');
      const program = startProcess(new URL('./load/console.ts', import.meta.url), [JSON.stringify(load)]);
      children.push(program);
      const ready = await heard<FromConsole>(program);
      if (ready.what !== 'ready') throw new Error('The console is not ready.');
      const url = ready.base + ready.path;
      run.note('stop: measuring');
      const product: number[] = [];
      const base: number[] = [];
      // The first round is not counted. Who goes first changes with each STOP.
      for (let round = 0; round <= rounds; round += 1) {
        const times = { product: [] as number[], bare: [] as number[] };
        for (let each = 0; each < stops; each += 1) {
          const index = round * stops + each;
          const sides = [
            async () => void times.product.push(await sayStop(url, index)),
            async () => void times.bare.push(await sayStop(bareUrl, index)),
          ];
          for (const side of index % 2 === 0 ? sides : sides.toReversed()) {
            await side();
            await pause(APART);
          }
        }
        if (round === 0) continue;
        product.push(median(times.product));
        base.push(median(times.bare));
      }
      const name = 'stop: a STOP until it is answered, at rest, against a bare handler that commits one row';
      return [beside(name, 'ms', product, base, 2)];
    } finally {
      await Promise.all(children.map(endProcess));
    }
  });
}
