import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { postgresFolder } from './test/consoles/postgresFolder.mjs';
import { electronProgram } from './test/electron/program.mjs';
import { caddyProgram } from './test/hosts/caddy.mjs';

/** What takes longest begins first, so that no single long file is left for the end. */
const LONG = [
  'test/crash/kill',
  'test/e2e/everyScreen',
  'test/e2e/fourRows',
  'test/providers/refusals',
  'test/console/trouble',
  'test/e2e/',
  'test/api/matrix',
  'test/hosts/launcher',
  'test/model/histories',
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((part) => moduleId.includes(part));
      return found === -1 ? LONG.length : found;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/**
 * Pure functions and cores in memory. Their files share processes, since to start one and to load the core
 * into it takes longer than most of them run; test/helpers/betweenFiles.ts puts back what a file has set.
 */
const shared = [
  ...['api', 'campaigns', 'console', 'faults', 'figures', 'hostile', 'inbox', 'ledger'],
  ...['lists', 'outbox', 'people', 'pictures', 'providers', 'questions', 'results', 'rules', 'store'],
  ...['systems', 'text', 'webhooksOut'],
];
/**
 * Files of these folders that want a process of their own all the same: they watch Node's own functions, or
 * load the screen beside the core, and each of the two says what language is spoken.
 */
const apart = ['api/signInWork', 'hostile/kept', 'text/plainForms'];
const names = apart.map((file) => file.split('/')[1]).join('|');

/** A walk through every screen with hostile texts; test/hostile holds the same texts to the core in each run. */
const longWalk = process.env.ALL_SCREENS ? [] : ['test/e2e/hostile.test.ts'];

/** Tests of the desktop program want Electron's own, and a display; where there is none they are left out. */
const desktop =
  electronProgram() === null
    ? ['test/electron/**/*.test.ts']
    : // A program counts as packed by its name there, and elsewhere by more than a test can make.
      process.platform === 'linux'
      ? []
      : ['test/electron/packed.test.ts'];

/** A real reverse proxy before desks, where there is one. */
const proxied = caddyProgram() === null ? ['test/hosts/deskProxy.test.ts'] : [];

/** A real PostgreSQL between consoles, where there is one. */
const united = postgresFolder() === null ? ['test/consoles/log*.test.ts'] : [];

export default defineConfig({
  test: {
    // No limit for a speed, but an end for what hangs, also on a machine that is busy with other things.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Three more than cores: many tests wait for a browser or another process.
    maxWorkers: availableParallelism() + 3,
    // A machine that is busy is no failure.
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...shared.map((folder) => `test/${folder}/**/!(${names}).test.ts`),
            'test/renderer/**',
            ...longWalk,
            ...desktop,
            ...proxied,
            ...united,
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: shared.map((folder) => `test/${folder}/**/*.test.ts`),
          exclude: apart.map((file) => `test/${file}.test.ts`),
          isolate: false,
          setupFiles: ['test/helpers/betweenFiles.ts'],
        },
      },
      // The screen's parts share processes too, but none with a core: each of the two says what language is
      // spoken.
      { extends: true, test: { name: 'screen', include: ['test/renderer/**/*.test.ts'], isolate: false } },
    ],
  },
});
