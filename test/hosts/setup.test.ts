import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './browserHost.ts';

/** An npm that first removes the installed Node, and puts one back when it is asked to. */
const NPM = `
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const node = 'node_modules/node/bin';
if (process.argv[2] === 'ci') {
  rmSync('node_modules', { recursive: true });
  mkdirSync('node_modules');
  writeFileSync('node_modules/.package-lock.json', '{}');
} else {
  mkdirSync(node, { recursive: true });
  writeFileSync(node + '/node', '');
}`;

// Windows does not let anybody remove a program that runs.
test.skipIf(process.platform === 'win32')('packages are renewed under the Node that renews them', () => {
  const folder = temporaryFolder();
  const at = (...parts: string[]) => join(folder, ...parts);
  const node = at('node_modules/node/bin/node');
  for (const each of [dirname(node), at('main'), at('bin')]) mkdirSync(each, { recursive: true });
  copyFileSync(process.execPath, node);
  copyFileSync(join(import.meta.dirname, '../../main/setup.mjs'), at('main/setup.mjs'));
  writeFileSync(at('package-lock.json'), '{}');
  writeFileSync(at('npm.cjs'), NPM);
  writeFileSync(at('bin/npm'), `#!/bin/sh\nexec '${process.execPath}' '${at('npm.cjs')}' "$@"\n`, {
    mode: 0o755,
  });
  const install = `import { ensureInstalled } from './main/setup.mjs'; ensureInstalled();`;
  const { status, stderr } = spawnSync(node, ['--input-type=module', '-e', install], {
    cwd: folder,
    env: { PATH: [at('bin'), process.env.PATH].join(delimiter), npm_execpath: at('npm.cjs') },
    encoding: 'utf8',
  });
  expect(stderr).toBe(
    'Installing packages. This takes a minute or two the first time.\nFetching Node 24 for Heed.\n',
  );
  expect(status).toBe(0);
  expect(existsSync(node)).toBe(true);
});
