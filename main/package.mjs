/**
 * `npm run package`: builds what is stale and makes the installers for this system in release/. Arguments go
 * to electron-builder: `npm run package -- --dir` packs without making an installer. Plain JavaScript, like
 * setup.mjs.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, nodeFile, root, SetupError, say } from './setup.mjs';

try {
  ensureInstalled();
  ensureBuilt('renderer');
  ensureBuilt('electron');
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
const builder = join(root, 'node_modules/electron-builder/cli.js');
const args = [builder, '--publish', 'never', ...process.argv.slice(2)];
const { status } = spawnSync(nodeFile(), args, { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
