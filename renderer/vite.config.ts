import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { version } from '../package.json' with { type: 'json' };

/** Bytes of source below which parts that several views share go into a neighbouring file. */
const MERGED = 100 * 1024;

/** Both hosts serve dist/renderer from the root of their own origin (http://127.0.0.1:port, app://heed). */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  define: { HEED_VERSION: JSON.stringify(version) },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2022',
    // No inlined files, so that the content policy needs no exception for data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        // Files that hold parts of several views import each other.
        strictExecutionOrder: true,
        chunkFileNames: ({ name }) => `assets/${name.startsWith('shared~') ? 'shared' : '[name]'}-[hash].js`,
        // One file that loads first, and few beside it: a hundred small ones take longer than their content.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            {
              name: 'shared',
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: MERGED,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
