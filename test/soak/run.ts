import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { histories } from '../model/history.ts';
import { runMutations } from '../model/mutations/run.ts';
import { startGround } from '../model/world.ts';

/**
 * npm run soak -- --minutes N [--seed S] [--longest L]: random histories against model and product, as long as wanted. Prints its
 * seed and how far it is; ends with 1 and the shortest history that shows the fault.
 * npm run soak -- --mutations [--only WORDS]: breaks a copy of the product in each named way, and ends with 1 if the model does not
 * notice one of them.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    longest: { type: 'string', default: '120' },
    mutations: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const until = performance.now() + Number(values.minutes) * 60_000;
const BATCH = 50;
/** As in the normal run: what survives does so in front of everybody. */
const SEED = 20_261_122;
const first = Number(values.seed ?? Date.now() % 1_000_000_000);
const say = (line: string) => process.stdout.write(`${line}\n`);

async function soak(): Promise<void> {
  const ground = await startGround();
  let lived = 0;
  try {
    for (let seed = first; performance.now() < until && process.exitCode === undefined; seed += 1) {
      say(`seed ${seed}: ${lived} histories so far`);
      const result = await fc.check(histories(ground, Number(values.longest), true), {
        seed,
        numRuns: BATCH,
        interruptAfterTimeLimit: Math.max(1, until - performance.now()),
      });
      lived += result.numRuns;
      if (!result.failed) continue;
      say((await fc.asyncDefaultReportMessage(result)) ?? '');
      say(result.errorInstance instanceof Error ? (result.errorInstance.stack ?? '') : '');
      say(`Again: npm run soak -- --minutes ${values.minutes} --longest ${values.longest} --seed ${seed}`);
      process.exitCode = 1;
    }
  } finally {
    await ground.close();
  }
  say(`${lived} histories, ${process.exitCode === 1 ? 'one of them wrong' : 'all as design section 2 says'}`);
}

if (values.mutations) {
  const verdicts = await runMutations(say, { seed: Number(values.seed ?? SEED), only: values.only });
  const survived = verdicts.filter(({ noticed }) => !noticed).length;
  say(`${verdicts.length - survived} of ${verdicts.length} noticed`);
  process.exitCode = survived > 0 ? 1 : 0;
} else await soak();
