import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { isAbsolute, join, relative, sep } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { INPUTS } from './build.mjs';

/**
 * What tests start over and over, with the packages built in: a console begins in half the time and work
 * when it need not look for a thousand files. Threads lie beside their callers, as in the sources.
 */

const root = join(import.meta.dirname, '../..');
/** Packages with a native file, and what only `npm run dev` asks for. */
const OUTSIDE: ReadonlySet<string> = new Set([
  'better-sqlite3',
  '@napi-rs/keyring',
  'vite',
  ...builtinModules,
]);
/** Below dist/programs: programs look for what lies at the top (dist/renderer) three folders above them. */
const FOLDER = 'js';

/** The font of reports as PDF lies beside the core, as in the sources (core/reports/pdf.ts). */
const font: Plugin = {
  name: 'report-font',
  generateBundle() {
    const fileName = 'font/DejaVuSans.ttf';
    const source = readFileSync(join(root, 'main/core/reports', fileName));
    this.emitFile({ type: 'asset', fileName: `${FOLDER}/${fileName}`, source });
  },
};

/** A source elsewhere could change without the programs being built anew. */
const known: Plugin = {
  name: 'known-inputs',
  buildEnd() {
    for (const id of this.getModuleIds()) {
      const file = relative(root, id).split(sep).join('/');
      const foreign = !isAbsolute(id) || file.startsWith('../') || file.startsWith('node_modules/');
      if (!foreign && !INPUTS.some((input) => file.startsWith(`${input}/`)))
        this.error(`${file} is in none of the folders of test/programs/build.mjs.`);
    }
  },
};

export default defineConfig({
  plugins: [font, known],
  root,
  publicDir: false,
  build: { emptyOutDir: false, minify: false, target: 'node24' },
  environments: {
    programs: {
      consumer: 'server',
      resolve: { noExternal: true, builtins: [...OUTSIDE, /^node:/] },
      build: {
        rolldownOptions: {
          platform: 'node',
          input: {
            console: join(root, 'main/hosts/browser/main.ts'),
            simulator: join(root, 'main/hosts/cli/simulator.ts'),
            quickPasswords: join(root, 'test/helpers/quickPasswordsHere.ts'),
            crashChild: join(root, 'test/crash/child.ts'),
            doorThread: join(root, 'main/hosts/common/doorThread.ts'),
            csvWorker: join(root, 'main/core/lists/csvWorker.ts'),
            storeWorker: join(root, 'main/core/backup/storeWorker.ts'),
            checkpointWorker: join(root, 'main/core/store/checkpointWorker.ts'),
            uniteWorker: join(root, 'main/core/backup/uniteWorker.ts'),
          },
          external: (id) => id.startsWith('node:') || OUTSIDE.has(id),
          output: {
            format: 'es',
            entryFileNames: `${FOLDER}/[name].js`,
            chunkFileNames: `${FOLDER}/[name].js`,
          },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      const { programs } = builder.environments;
      if (programs) await builder.build(programs);
    },
  },
});
