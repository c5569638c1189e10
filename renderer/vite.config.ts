import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { version } from '../package.json' with { type: 'json' };

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
  },
});
