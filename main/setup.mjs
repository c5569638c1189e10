/**
 * What has to be there before anything can run: installed packages, the project's own Node, the built screen.
 * Plain JavaScript for Node 20 and later, with nothing but Node's own modules: on a fresh clone there is
 * nothing else. Progress goes to standard error.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const windows = process.platform === 'win32';

export const say = (line) => process.stderr.write(`${line}\n`);

/** Something that a person has to put right. `message` says what. */
export class SetupError extends Error {}

/** The project's Node (24): the machine's own may be too old for what runs on it. */
export const nodeFile = () => at('node_modules/node/bin', windows ? 'node.exe' : 'node');

/**
 * Where Node keeps what it has compiled, which halves the time of a start. Keyed by content, so that it is
 * never stale.
 */
export const compiled = () => at('node_modules/.cache/heed/compiled');

const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;

function isInstallStale() {
  const installed = changedAt(at('node_modules/.package-lock.json'));
  const locked = changedAt(at('package-lock.json'));
  return installed === null || (locked !== null && installed < locked && !sameLock());
}

/**
 * A checkout renews the time of the lock file without changing it, so what was installed from is remembered.
 */
const lockStamp = () => at('node_modules/.cache/heed/lock');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
function sameLock() {
  return existsSync(lockStamp()) && readFileSync(lockStamp(), 'utf8') === lockHash();
}

function writeStamp(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/**
 * Runs npm, its output on standard error. npm's own script is preferred: no shell is needed then, on Windows
 * either.
 */
function npm(args, quiet = false) {
  const { command, first, shell } = npmProgram();
  const result = spawnSync(command, [...first, ...args, '--loglevel=error'], {
    cwd: root,
    stdio: quiet ? 'ignore' : ['ignore', 2, 2],
    shell,
  });
  return result.status === 0;
}

/**
 * How npm is called. `npm start` runs us on the project's own Node where there is one, and `npm ci` takes
 * that away below us: then only the npm of the search path is left.
 */
function npmProgram() {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script) && existsSync(process.execPath)) {
    return { command: process.execPath, first: [script], shell: false };
  }
  return { command: windows ? 'npm.cmd' : 'npm', first: [], shell: windows };
}

/** Installs what the lock file names, and the project's Node. Throws SetupError. */
export function ensureInstalled() {
  if (isInstallStale()) {
    say('Installing packages. This takes a minute or two the first time.');
    // `npm ci` refuses a lock file that leaves out some platform's optional packages, although nobody here
    // needs them; `install` does not.
    if (!npm(['ci'], true) && !npm(['install', '--no-save'])) {
      throw new SetupError(
        'The packages could not be installed. npm says why above; check the network and try again.',
      );
    }
    writeStamp(lockStamp(), lockHash());
  }
  if (existsSync(nodeFile())) return;
  say('Fetching Node 24 for Heed.');
  // Install scripts are off (.npmrc); this is the one that is needed. It loads from the network, which may
  // fail once.
  const fetched = () => npm(['rebuild', 'node', '--ignore-scripts=false']) && existsSync(nodeFile());
  if (!fetched() && !fetched()) {
    throw new SetupError(
      'Node 24 could not be fetched. npm says why above; check the network and try again.',
    );
  }
}

/**
 * What is built below dist/: `inputs`, folders and files whose change makes a build stale; `config`, vite's
 * settings; `said` while it is built. A name is that of its folder.
 */
const BUILDS = {
  renderer: {
    inputs: ['renderer', 'shared', 'package-lock.json'],
    config: 'renderer/vite.config.ts',
    said: 'Building the screen.',
  },
  electron: {
    inputs: ['main/hosts/electron', 'main/hosts/common', 'main/core', 'shared', 'package-lock.json'],
    config: 'main/hosts/electron/vite.config.ts',
    said: 'Building the desktop shell.',
  },
};

function filesIn(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return [];
  if (!info.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/**
 * Hash of all that goes into a build: content, not times, so that a checkout or a copy does not build anew.
 */
function inputHash(inputs, base = root) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesIn(join(base, input))) {
      hash
        .update(`${file.slice(base.length).split(sep).join('/')}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

const stampFile = (part) => at('dist', `${part}.stamp`);

function isBuildStale(part, inputs) {
  const stamp = stampFile(part);
  return (
    !existsSync(at('dist', part)) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== inputHash(inputs)
  );
}

/**
 * Puts a fresh build in place. Another process that built the same at the same moment may be quicker: then
 * its build stays.
 */
function swapIn(part, fresh, old) {
  try {
    if (existsSync(at('dist', part))) renameSync(at('dist', part), old);
    renameSync(fresh, at('dist', part));
  } catch (error) {
    if (!existsSync(at('dist', part))) throw error;
  }
}

/**
 * Builds dist/renderer or dist/electron if it is stale, or what `build` describes as BUILDS does. Throws
 * SetupError with the builder's own words.
 */
export function ensureBuilt(part, build = BUILDS[part]) {
  if (!isBuildStale(part, build.inputs)) return;
  say(build.said);
  // Taken first: an edit during the build leaves it stale.
  const hash = inputHash(build.inputs);
  // Built aside, in a folder that is new, and swapped in, so that a console that is running, or a second
  // start, never sees half a build.
  const fresh = at('dist', `.${part}-${process.pid}`);
  const old = `${fresh}-old`;
  const vite = at('node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--config', at(build.config), '--outDir', fresh, '--logLevel', 'warn'];
  try {
    const result = spawnSync(nodeFile(), args, {
      cwd: root,
      encoding: 'utf8',
      // A test run's NODE_ENV would otherwise build the slow, talkative React.
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    });
    if (result.status !== 0)
      throw new SetupError(`The build failed.\n${result.stdout ?? ''}${result.stderr ?? ''}`);
    swapIn(part, fresh, old);
    writeStamp(stampFile(part), hash);
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}
