import fc from 'fast-check';
import { histories } from '../history.ts';
import { startGround } from '../world.ts';

/** Runs the model test in a copy of the tree that was broken on purpose; prints `noticed`, or `nothing`, and the first words of why. */

const HISTORIES = 200;
const [seed = '0', longest = '20'] = process.argv.slice(2);
const ground = await startGround();
process.stdout.write('begun\n');
try {
  const result = await fc.check(histories(ground, Number(longest)), {
    seed: Number(seed),
    numRuns: HISTORIES,
    endOnFailure: true,
  });
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : '';
  process.stdout.write(`${JSON.stringify({ noticed: result.failed, after: result.numRuns, why })}\n`);
} finally {
  await ground.close();
}
process.exit(0);
