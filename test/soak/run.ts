import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { crashChain } from '../crash/chain.ts';
import { counterHistories } from '../figures/histories.ts';
import { daysAtDesks, liveDay } from '../model/desks/day.ts';
import { histories } from '../model/history.ts';
import { runMutations } from '../model/mutations/run.ts';
import { daysOf } from '../model/running/day.ts';
import { startGround } from '../model/world.ts';
import { isWrong, lastLine } from './verdict.ts';

/**
 * npm run soak -- --minutes N [--seed S] [--longest L]: random histories against model and product for as
 * long as wanted, and after each fifty of them five days of the running program, a day of forty desks, fifty
 * histories of the counters against a full count, and some of several consoles. Prints its seed and its
 * progress; ends with 1 and the shortest history that shows a fault. Before that, `--crashes` kills by -9
 * (200; 0 leaves them out), at every named point and at random moments, and `--desks` days of forty desks
 * (3). npm run soak -- --mutations [--only WORDS]: breaks a copy of the product in each named way, and ends
 * with 1 if the model does not notice one of them.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    longest: { type: 'string', default: '120' },
    crashes: { type: 'string', default: '200' },
    desks: { type: 'string', default: '3' },
    mutations: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const BATCH = 50;
/** Contacts and steps of a day of forty desks. */
const DESK_CONTACTS = 200;
const DESK_STEPS = 480;
/** Shown as in the normal run, so that everybody sees which ways were not noticed. */
const SEED = 20_261_122;
const first = Number(values.seed ?? Date.now() % 1_000_000_000);
const print = (line: string) => process.stdout.write(`${line}\n`);

/** One store goes through this many crashes: each named point, then as many at random moments. */
const CRASHES_A_STORE = 50;

async function crash(): Promise<void> {
  const wanted = Number(values.crashes);
  const begun = performance.now();
  let crashes = 0;
  for (let seed = first % 1_000_000; crashes < wanted; seed += 1) {
    try {
      const done = await crashChain({ seed, crashes: Math.min(CRASHES_A_STORE, wanted - crashes) });
      crashes += done.crashes;
      print(
        `${crashes} crashes, seed ${seed}: ${done.texts} texts arrived, ${done.optedOut} people opted out`,
      );
    } catch (error) {
      print(error instanceof Error ? (error.stack ?? error.message) : String(error));
      print(`Again: HEED_CRASH_SEED=${seed} npx vitest run test/crash`);
      process.exitCode = 1;
      return;
    }
  }
  print(
    `${crashes} crashes in ${Math.round((performance.now() - begun) / 1000)} s, nothing lost, nothing twice`,
  );
}

/** Days of the running program, side by side; returns how many kept every promise, or null. */
async function liveDays(seed: number): Promise<number | null> {
  const ends = await Promise.allSettled(daysOf(seed).map((day) => day.live()));
  const broken = ends.filter((end) => end.status === 'rejected');
  for (const { reason } of broken)
    print(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
  if (broken.length === 0) return ends.length;
  print(`Again: HEED_MODEL_SEED=${seed} npx vitest run test/model/running`);
  return null;
}

/** Histories of the counters against a full count; false where one differs. */
async function countersAgree(seed: number): Promise<boolean> {
  const result = await fc.check(counterHistories(Number(values.longest)), { seed, numRuns: BATCH });
  if (!result.failed) return true;
  print((await fc.asyncDefaultReportMessage(result)) ?? '');
  print(result.errorInstance instanceof Error ? (result.errorInstance.stack ?? '') : '');
  print(`Again: npm run soak -- --minutes ${values.minutes} --longest ${values.longest} --seed ${seed}`);
  return false;
}

/** Files with histories of several consoles, and how many of each belong to a seed. */
const UNITED = ['test/consoles/agree', 'test/consoles/oneSenderHistories', 'test/backup/converge'];
const UNIONS = 20;

/** Histories of consoles that work apart, unite and send in turns; false: they broke a promise. */
function consolesAgree(seed: number): boolean {
  const root = join(import.meta.dirname, '../..');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, HEED_SEED: String(seed), HEED_UNIONS: String(UNIONS) };
  const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', ...UNITED], {
    ...{ cwd: root, env, encoding: 'utf8' },
  });
  if (status === 0) return true;
  print(stdout);
  print(`Again: HEED_SEED=${seed} HEED_UNIONS=${UNIONS} npx vitest run ${UNITED.join(' ')}`);
  return false;
}

/** A whole day of forty desks, every step of it compared; false: it broke a promise. */
async function liveAtDesks(seed: number): Promise<boolean> {
  const ground = await startGround({ contacts: DESK_CONTACTS, onRequest: true });
  try {
    for (const plan of daysAtDesks(seed, 1, DESK_STEPS)) await liveDay(ground, plan, 1);
    return true;
  } catch (error) {
    print(error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error));
    print(`Again: npm run soak -- --minutes 0 --crashes 0 --desks 1 --seed ${seed}`);
    return false;
  } finally {
    await ground.close();
  }
}

/** `--desks N`: so many days of forty desks at once, before all else. */
async function deskDays(): Promise<void> {
  for (let day = 0; day < Number(values.desks); day += 1) {
    if (!(await liveAtDesks(first + day))) {
      process.exitCode = 1;
      return;
    }
    print(`day ${day + 1} of forty desks, seed ${first + day}: every promise was kept`);
  }
}

async function soak(): Promise<void> {
  const until = performance.now() + Number(values.minutes) * 60_000;
  const ground = await startGround();
  let lived = 0;
  let days = 0;
  try {
    for (let seed = first; performance.now() < until && process.exitCode === undefined; seed += 1) {
      print(`seed ${seed}: ${lived} histories and ${days} days so far`);
      const result = await fc.check(histories(ground, Number(values.longest), true), {
        seed,
        numRuns: BATCH,
        interruptAfterTimeLimit: Math.max(1, until - performance.now()),
      });
      lived += result.numRuns;
      if (!isWrong(result)) {
        const more = result.interrupted ? 0 : await liveDays(seed);
        if (more === null) process.exitCode = 1;
        else if (
          !result.interrupted &&
          !((await countersAgree(seed)) && (await liveAtDesks(seed)) && consolesAgree(seed))
        )
          process.exitCode = 1;
        days += more ?? 0;
        continue;
      }
      print((await fc.asyncDefaultReportMessage(result)) ?? '');
      print(result.errorInstance instanceof Error ? (result.errorInstance.stack ?? '') : '');
      print(`Again: npm run soak -- --minutes ${values.minutes} --longest ${values.longest} --seed ${seed}`);
      process.exitCode = 1;
    }
  } finally {
    await ground.close();
  }
  print(lastLine(lived, days, process.exitCode === 1));
}

if (values.mutations) {
  const verdicts = await runMutations(print, { seed: Number(values.seed ?? SEED), only: values.only });
  const survived = verdicts.filter(({ noticed }) => !noticed).length;
  print(`${verdicts.length - survived} of ${verdicts.length} noticed`);
  process.exitCode = survived > 0 ? 1 : 0;
} else {
  if (Number(values.crashes) > 0) await crash();
  if (process.exitCode === undefined) await deskDays();
  if (process.exitCode === undefined) await soak();
  // A history that the time cut short still waits for servers that are closed.
  process.exit();
}
