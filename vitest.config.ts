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
  ...['api', 'campaigns', 'console', 'faults', 'figures', 'hostile', 'hosts', 'inbox'],
  ...[
    'ledger',
    'lists',
    'outbox',
    'people',
    'pictures',
    'providers',
    'questions',
    'results',
    'rules',
    'store',
  ],
  ...['systems', 'text', 'webhooksOut'],
];
/**
 * Files of these folders that want a process of their own all the same: they watch or replace Node's own
 * functions or modules, load the screen beside the core (each of the two says what language is spoken), or
 * mostly start programs, so that they would gain nothing.
 */
const apart = [
  ...['api/signInWork', 'hostile/kept', 'text/plainForms'],
  ...[
    ...['crash', 'deskProxy', 'desktop', 'electron', 'electronChecklist', 'examples', 'floods', 'hostType'],
    ...['joined', 'joinedKilled', 'launcher', 'package', 'plainFetch', 'rpc', 'thisComputer', 'updater'],
  ].map((file) => `hosts/${file}`),
  ...['refusals', 'webhookAddress'].map((file) => `providers/${file}`),
];

/** All test files of a folder that share processes. */
function togetherIn(folder: string): string {
  const names = apart.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.split('/')[1]);
  return `test/${folder}/**/${names.length > 0 ? `!(${names.join('|')})` : '*'}.test.ts`;
}

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
const united = postgresFolder() === null ? ['test/consoles/log*.test.ts', 'test/e2e/consoles*.test.ts'] : [];

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
          globalSetup: ['test/programs/build.mjs'],
          exclude: [
            ...shared.map(togetherIn),
            'test/renderer/**',
            'test/e2e/**',
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
      // Walks through the product as processes: a file loads Playwright and the contract, which takes as long
      // as some of them run.
      {
        extends: true,
        test: {
          name: 'walks',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/programs/build.mjs'],
          exclude: longWalk,
          isolate: false,
          setupFiles: ['test/helpers/betweenWalks.ts'],
        },
      },
      // The screen's parts share processes too, but none with a core: each of the two says what language is
      // spoken.
      { extends: true, test: { name: 'screen', include: ['test/renderer/**/*.test.ts'], isolate: false } },
    ],
  },
});
