import { expect, test } from 'vitest';
import { crashChain } from './chain.ts';

/**
 * kill -9 of a running campaign on both profiles, at every named point and at random moments: nothing
 * acknowledged is lost, nothing arrives twice, nothing leaves after an opt-out, the ledger verifies, and of
 * every unknown outcome a person is asked. HEED_CRASH_SEED repeats a run; npm run soak kills more often.
 */

/** First the 38 named points, then random moments. */
const CRASHES = 40;

test(`${CRASHES} crashes lose nothing, repeat nothing, and let nothing out after STOP`, {
  timeout: 900_000,
}, async () => {
  const seed = Number(process.env.HEED_CRASH_SEED ?? Date.now() % 1_000_000);
  const { crashes, texts, optedOut } = await crashChain({ seed, crashes: CRASHES });
  expect(crashes).toBeGreaterThanOrEqual(CRASHES);
  // How many there are depends on how busy the machine is; there must be some.
  expect(texts, 'the campaign ran').toBeGreaterThan(5);
  expect(optedOut, 'somebody asked to stop').toBeGreaterThan(0);
});
