import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { csvOf } from './contactFile.ts';
import type { FromConsole, Load, Report } from './load/protocol.ts';
import { beside, type Line, median, type Run } from './measure.ts';
import { endProcess, heard, startProcess } from './processes.ts';
import { sayStop } from './stop/say.ts';
import { inFolder } from './stores.ts';

const sizes = {
  full: { texts: 9000, perSecond: 300, contacts: 100_000, stops: 200, quiet: 50, every: 100 },
  quick: { texts: 40, perSecond: 100, contacts: 500, stops: 10, quiet: 5, every: 20 },
};
/** The goals, in milliseconds. */
const GOAL = { p99: 250, longest: 1000 };

const at = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;

/** Sends STOPs at a steady pace, without waiting for earlier ones. `failed`: how many were not taken in. */
async function sayStops(url: string, first: number, count: number, every: number) {
  const saying: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const said = sayStop(url, first + index);
    said.catch(() => undefined);
    saying.push(said);
    await pause(every);
  }
  const ends = await Promise.allSettled(saying);
  const times = ends.flatMap((settled) => (settled.status === 'fulfilled' ? [settled.value] : []));
  return { times: times.toSorted((a, b) => a - b), failed: count - times.length };
}

/**
 * How long it takes until a STOP is kept, each over a connection of its own, while texts leave as fast as
 * the provider allows, two callbacks come in for each, and a file is imported. Console, provider and
 * callers are processes of their own.
 */
export function load(run: Run): Promise<Line[]> {
  const size = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const csv = join(folder, 'contacts.csv');
    writeFileSync(csv, csvOf(size.contacts));
    const simulator = startProcess(new URL('./load/simulator.ts', import.meta.url));
    const children = [simulator];
    try {
      const simulatorUrl = await heard<string>(simulator);
      run.note(`load: making ${size.texts.toLocaleString('en')} texts that wait`);
      const stops = size.quiet + size.stops;
      const input: Load = { storeDir: join(folder, 'store'), csv, simulatorUrl, stops, ...pick(size) };
      const program = startProcess(new URL('./load/console.ts', import.meta.url), [JSON.stringify(input)]);
      children.push(program);
      const ready = await heard<FromConsole>(program);
      if (ready.what !== 'ready') throw new Error('The console is not ready.');
      const url = ready.base + ready.path;
      simulator.send(url);
      const report = async (): Promise<Report> => {
        program.send('report');
        return heard<Report>(program);
      };

      run.note('load: measuring');
      const quiet = await sayStops(url, 0, size.quiet, 20);
      const before = await report();
      program.send('begin');
      const began = performance.now();
      const loaded = await sayStops(url, size.quiet, size.stops, size.every);
      let after = await report();
      // In so short a measure it may be that no text has left.
      while (after.sent === before.sent) after = await report();
      const seconds = (performance.now() - began) / 1000;
      run.note(
        `load: ${after.sent - before.sent} texts in ${seconds.toFixed(1)} s, the import ${after.imported ? 'was' : 'was not'} over by then`,
      );
      const { times } = loaded;
      const what = `STOP until it is kept, of ${size.stops}`;
      return [
        beside(`load: ${what}: the longest, against ${GOAL.longest} ms`, 'ms', at(times, 1), GOAL.longest),
        beside(`load: ${what}: 99 of 100, against ${GOAL.p99} ms`, 'ms', at(times, 0.99), GOAL.p99),
        beside(
          `load: ${what}: the middle, against a console at rest`,
          'ms',
          median(times),
          median(quiet.times),
          20,
        ),
        beside('load: STOPs said, against those that were kept', 'STOPs', stops, after.optedOut),
        beside(
          'load: texts a second that the provider allows, against those that left',
          'texts/s',
          Math.min(size.perSecond, size.texts / seconds),
          (after.sent - before.sent) / seconds,
          1.05,
        ),
      ];
    } finally {
      await Promise.all(children.map(endProcess));
    }
  });
}

const pick = ({ texts, perSecond, contacts }: (typeof sizes)['full']) => ({ texts, perSecond, contacts });
