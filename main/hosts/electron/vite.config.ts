import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

/**
 * Electron runs JavaScript only. Main process, core process and the core's threads become modules side by
 * side, since a thread is looked for beside its caller. The preload becomes one CommonJS file, as the
 * sandbox demands. Packages are built in, so a packed Heed holds only what it runs.
 */

/**
 * What cannot be built in: Electron's own modules, Node's, and packages that load a native file. The
 * keyring comes with `npm start` alone, for data folders that the browser host began; a package works
 * without it.
 */
const OUTSIDE: ReadonlySet<string> = new Set([
  'electron',
  'better-sqlite3',
  '@napi-rs/keyring',
  ...builtinModules,
]);
const outside = (id: string) => id.startsWith('node:') || OUTSIDE.has(id);

/** The font of reports as PDF lies beside the core, as in the sources (core/reports/pdf.ts). */
const font: Plugin = {
  name: 'report-font',
  generateBundle() {
    if (this.environment.name !== 'main') return;
    const fileName = 'font/DejaVuSans.ttf';
    const source = readFileSync(`${import.meta.dirname}/../../core/reports/${fileName}`);
    this.emitFile({ type: 'asset', fileName, source });
  },
};

export default defineConfig({
  plugins: [font],
  root: import.meta.dirname,
  publicDir: false,
  build: { outDir: '../../../dist/electron', emptyOutDir: false, minify: false, target: 'node24' },
  environments: {
    main: {
      consumer: 'server',
      resolve: { noExternal: true, builtins: [...OUTSIDE, /^node:/] },
      build: {
        rolldownOptions: {
          platform: 'node',
          input: {
            main: `${import.meta.dirname}/main.ts`,
            core: `${import.meta.dirname}/core.ts`,
            desk: `${import.meta.dirname}/joined/desk.ts`,
            doorThread: `${import.meta.dirname}/../common/doorThread.ts`,
            spellWorker: `${import.meta.dirname}/spellWorker.ts`,
            csvWorker: `${import.meta.dirname}/../../core/lists/csvWorker.ts`,
            storeWorker: `${import.meta.dirname}/../../core/backup/storeWorker.ts`,
            checkpointWorker: `${import.meta.dirname}/../../core/store/checkpointWorker.ts`,
            uniteWorker: `${import.meta.dirname}/../../core/backup/uniteWorker.ts`,
          },
          external: outside,
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        rolldownOptions: {
          input: { preload: `${import.meta.dirname}/preload.ts` },
          external: outside,
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'client') await builder.build(environment);
      }
    },
  },
});
