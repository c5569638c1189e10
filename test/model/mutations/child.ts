import fc from 'fast-check';
import { daysAtDesks, liveDay } from '../desks/day.ts';
import { histories } from '../history.ts';
import { daysOf } from '../running/day.ts';
import { startGround } from '../world.ts';

/**
 * Runs the model tests in a copy of the tree that was broken on purpose; prints `noticed` or `nothing`, and
 * the first words of the failure.
 */

const HISTORIES = 200;
const LONGEST = 20;
/** Milliseconds after which a program that still has something to do counts as broken. */
const PATIENCE = 30_000;
const DESK_CONTACTS = 120;
const DESK_DAYS = 5;
const DESK_STEPS = 120;
const DESK_EVERY = 10;

type Told = { readonly noticed: boolean; readonly after: string; readonly why: string };

const words = (error: unknown) => (error instanceof Error ? error.message : '');

async function inHistories(begin: number): Promise<Told> {
  const ground = await startGround();
  process.stdout.write('begun\n');
  try {
    const property = histories(ground, LONGEST);
    const result = await fc.check(property, { seed: begin, numRuns: HISTORIES, endOnFailure: true });
    return {
      noticed: result.failed,
      after: result.failed ? `history ${result.numRuns}` : `${result.numRuns} histories`,
      why: words(result.errorInstance),
    };
  } finally {
    await ground.close();
  }
}

async function inRunning(begin: number): Promise<Told> {
  process.stdout.write('begun\n');
  const days = daysOf(begin, PATIENCE);
  const ends = await Promise.allSettled(days.map((day) => day.live()));
  const broken = ends.findIndex(({ status }) => status === 'rejected');
  const end = ends[broken];
  return {
    noticed: end !== undefined,
    after: days[broken]?.name ?? `${days.length} days`,
    why: end?.status === 'rejected' ? words(end.reason) : '',
  };
}

async function inDesks(begin: number): Promise<Told> {
  const ground = await startGround({ contacts: DESK_CONTACTS, onRequest: true });
  process.stdout.write('begun\n');
  try {
    let lived = 0;
    for (const plan of daysAtDesks(begin, DESK_DAYS, DESK_STEPS)) {
      lived += 1;
      try {
        await liveDay(ground, plan, DESK_EVERY);
      } catch (error) {
        return { noticed: true, after: `day ${lived}`, why: words(error) };
      }
    }
    return { noticed: false, after: `${lived} days`, why: '' };
  } finally {
    await ground.close();
  }
}

const TESTS = { histories: inHistories, running: inRunning, desks: inDesks } as const;
const [seed = '0', where = 'histories'] = process.argv.slice(2);
const reported = await (TESTS[where as keyof typeof TESTS] ?? inHistories)(Number(seed));
process.stdout.write(`${JSON.stringify(reported)}\n`);
process.exit(0);
