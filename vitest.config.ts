import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest begins first, so that no single long file is left for the end. */
const LONG = ['test/e2e/everyScreen', 'test/crash/kill'];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((part) => moduleId.includes(part));
      return found === -1 ? LONG.length : found;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A walk through every screen with hostile texts; test/hostile holds the same texts to the core in each run.
    exclude: process.env.ALL_SCREENS ? [] : ['test/e2e/hostile.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One more than cores: many tests wait for a browser or another process.
    maxWorkers: 3,
    // A machine that is busy is no failure.
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: LongFirst },
  },
});
