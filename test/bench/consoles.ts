import { join } from 'node:path';
import pg from 'pg';
import { connectionOf, type LogAddress } from '../../main/core/consoles/log/address.ts';
import { startServer } from '../consoles/postgres.ts';
import { postgresFolder } from '../consoles/postgresFolder.mjs';
import { joining } from './consoles/joining.ts';
import { type BenchConsole, consoleOn, isOut, type Log, logsFor, optOutSome } from './consoles/world.ts';
import { beside, compare, type Line, percentile, type Run } from './measure.ts';
import { inFolder, openBench } from './stores.ts';

const sizes = {
  full: { appends: 10_000, optOuts: 100_000, stops: 100, rounds: 7 },
  quick: { appends: 200, optOuts: 300, stops: 5, rounds: 2 },
};
/** Changes of one call and bytes of each, as the courier brings them. */
const BATCH = 50;
const BYTES = 1024;
/** People who are opted out in one transaction. */
const TOGETHER = 100;
/** What a STOP may take to another console beyond a bare notice, in milliseconds. */
const BEYOND = 100;

const linesTo = async (owner: LogAddress): Promise<pg.Client> => {
  const client = new pg.Client(connectionOf(owner));
  await client.connect();
  return client;
};

/** Changes into the log, beside the same bytes into a table with the same key. */
async function appending(
  log: Log,
  owner: LogAddress,
  { appends, rounds }: (typeof sizes)['full'],
): Promise<Line> {
  const bare = await linesTo(owner);
  await bare.query(
    'CREATE TABLE bare (organisation text, console text, number bigint, sealed bytea, PRIMARY KEY (organisation, console, number))',
  );
  let [next, nextBare] = [1, 1];
  const sealed = Buffer.alloc(BYTES, 1);
  const batch = (from: number) =>
    Array.from({ length: BATCH }, (_, place) => ({ number: from + place, sealed }));
  try {
    return await compare({
      name: `consoles: changes of ${BYTES} bytes into the log, ${BATCH} a call, against bare INSERTs`,
      unit: 'µs/change',
      goal: 2,
      operations: appends,
      rounds,
      product: async () => {
        for (let done = 0; done < appends; done += BATCH, next += BATCH) await log.append(batch(next), []);
      },
      baseline: async () => {
        for (let done = 0; done < appends; done += BATCH, nextBare += BATCH) {
          const rows = batch(nextBare);
          await bare.query(
            "INSERT INTO bare SELECT 'org', 'a', n, s FROM unnest($1::bigint[], $2::bytea[]) AS given (n, s)",
            [rows.map(({ number }) => number), rows.map((row) => row.sealed)],
          );
        }
      },
    });
  } finally {
    await bare.end();
  }
}

/** What one console wrote, until two others have it, beside the writing itself. */
async function agreeing(members: readonly BenchConsole[], optOuts: number): Promise<Line> {
  const [first, ...others] = members;
  if (!first) throw new Error('A console is needed.');
  let begun = performance.now();
  for (let from = 0; from < optOuts; from += TOGETHER)
    optOutSome(
      first.core,
      Array.from({ length: Math.min(TOGETHER, optOuts - from) }, (_, i) => from + i),
    );
  const wrote = performance.now() - begun;
  begun = performance.now();
  await first.exchange.now();
  await Promise.all(others.map(({ exchange }) => exchange.now()));
  const took = performance.now() - begun;
  if (others.some(({ core }) => !isOut(core, optOuts - 1))) throw new Error('They do not agree.');
  const name = `consoles: ${optOuts.toLocaleString('en')} opt-outs of one until two others have them, against writing them`;
  return beside(name, 's', took / 1000, wrote / 1000, 3);
}

type Stopping = { readonly rounds: number; readonly stops: number; readonly from: number };

/** A STOP at one console until another enforces it, beside a bare notice of the database. */
async function stopping(
  [first, second]: readonly BenchConsole[],
  owner: LogAddress,
  { rounds, stops, from }: Stopping,
): Promise<Line> {
  if (!first || !second) throw new Error('Two consoles are needed.');
  const [says, hears] = [await linesTo(owner), await linesTo(owner)];
  await hears.query('LISTEN bare');
  const seconds = (work: () => void, heard: (done: () => void) => () => void) =>
    new Promise<number>((resolve) => {
      const begun = performance.now();
      const end = heard(() => {
        end();
        resolve(performance.now() - begun);
      });
      work();
    });
  let index = from;
  const stop = () => {
    index += 1;
    return seconds(
      () => optOutSome(first.core, [index]),
      (done) => second.core.changes.subscribe(() => isOut(second.core, index) && done()),
    );
  };
  const notice = () =>
    seconds(
      () => void says.query('NOTIFY bare'),
      (done) => {
        hears.on('notification', done);
        return () => void hears.off('notification', done);
      },
    );
  first.exchange.start();
  second.exchange.start();
  try {
    const [values, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const times: { stops: number[]; bare: number[] } = { stops: [], bare: [] };
      for (let each = 0; each < stops; each += 1) {
        times.stops.push(await stop());
        times.bare.push(await notice());
      }
      if (round === 0) continue;
      values.push(percentile(times.stops, 0.95));
      bare.push(percentile(times.bare, 0.95) + BEYOND);
    }
    const name = `consoles: a STOP until another console enforces it, p95, against a bare notice and ${BEYOND} ms`;
    return beside(name, 'ms', values, bare, 1);
  } finally {
    for (const { exchange } of [first, second]) await exchange.stop();
    for (const line of [says, hears]) await line.end();
  }
}

/** What several consoles cost: their log in PostgreSQL, durable, on this computer. */
export async function consoles(run: Run): Promise<Line[]> {
  if (postgresFolder() === null) {
    run.note('consoles: not measured, since there is no PostgreSQL on this computer');
    return [];
  }
  const size = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const server = await startServer({ durable: true });
    const open: { close(): unknown }[] = [];
    try {
      const names = ['a', 'b', 'c'];
      const { owner, logs } = await logsFor(server, names);
      open.push(...logs);
      const [first] = logs;
      if (!first) throw new Error('A line to the log is needed.');
      run.note('consoles: appending');
      const alone = await logsFor(server, ['a']);
      open.push(...alone.logs);
      const lines = [await appending(alone.logs[0] ?? first, alone.owner, size)];
      const seed = join(folder, 'seed');
      openBench(seed).close();
      const members = logs.map((log, place) => consoleOn(log, names[place] ?? '', seed, folder));
      open.push(...members.map(({ core }) => core));
      run.note('consoles: agreeing');
      lines.push(await agreeing(members, size.optOuts));
      run.note('consoles: stopping');
      lines.push(await stopping(members, owner, { ...size, from: size.optOuts }));
      const joins = await logsFor(server, ['a', 'b']);
      open.push(...joins.logs);
      lines.push(...(await joining(run, folder, joins.logs)));
      return lines;
    } finally {
      for (const each of open.reverse()) await each.close();
      await server.end();
    }
  });
}
