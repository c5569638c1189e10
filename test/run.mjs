/**
 * `npm test`: installs and builds what is missing, then types, lint, dead code, and every test. Each static step
 * counts as one test. The last line is `N passed, N failed`. Arguments go to vitest (`npm test -- test/rules`), but
 * for `--changed[=REF]`: it runs the tests that the changes since REF can break, the nearest first, for about two
 * minutes in all, and names those that did not fit (test/changed). Plain JavaScript: on a fresh clone it runs on the
 * machine's own Node, then on the project's.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { compiled, ensureBuilt, ensureInstalled, nodeFile, root, SetupError, say } from '../main/setup.mjs';

const results = join(root, 'test-results');
const report = join(results, 'vitest.json');
/** How long each test file took when it last ran here, so that `--changed` knows what fits. */
const times = join(root, 'node_modules/.cache/heed/testSeconds.json');
const bin = (...parts) => join(root, 'node_modules', ...parts);
const env = { ...process.env, PATH: `${dirname(nodeFile())}${delimiter}${process.env.PATH ?? ''}` };
// The tests start some hundred consoles.
env.NODE_COMPILE_CACHE ??= compiled();
// What a developer has set for their own console must not reach the tests.
for (const name of Object.keys(env)) if (name.startsWith('HEED_')) delete env[name];

const print = (text) => process.stdout.write(`${text}\n`);

function finish(passed, failed) {
  print(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** Runs a tool on the project's Node; its output is shown only if it fails. */
function quietly(name, args) {
  return new Promise((resolve) => {
    const child = spawn(nodeFile(), args, { cwd: root, env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('close', (code) => {
      print(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output.trim()}`);
      resolve(code === 0);
    });
  });
}

function built(part) {
  try {
    ensureBuilt(part);
    print(`ok      build ${part}`);
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    print(`FAILED  build ${part}\n${error.message}`);
    return false;
  }
}

/** Which tests the changes can break, and which of them fit; null where `--changed` was not asked for. */
function chosen(args) {
  const asked = args.find((arg) => /^--changed(=|$)/.test(arg));
  if (asked === undefined) return null;
  const chooser = [join(root, 'test/changed/run.ts'), asked.slice('--changed='.length), times];
  const child = spawnSync(nodeFile(), chooser, { cwd: root, env, encoding: 'utf8' });
  if (child.status !== 0) {
    print(child.stderr);
    finish(0, 1);
  }
  return JSON.parse(child.stdout);
}

const list = (files) => files.map((file) => `  ${file}`).join('\n');

function sayChosen({ since, changed, tests, run, left }) {
  print(`${changed} files changed since ${since.slice(0, 7)}. They can break ${run.length + left.length} of`);
  print(`${tests} test files; ${run.length} of these run now, the nearest first.`);
}

function sayLeft({ left }) {
  if (left.length > 0) print(`\nNOT RUN, for want of time (npm test runs them):\n${list(left)}`);
  print('\nOnly npm test, without --changed, says whether the work is ready.');
}

function rememberTimes(results) {
  const known = existsSync(times) ? JSON.parse(readFileSync(times, 'utf8')) : {};
  for (const { name, startTime, endTime } of results)
    known[relative(root, name).split(sep).join('/')] = Math.round((endTime - startTime) / 100) / 10;
  mkdirSync(dirname(times), { recursive: true });
  writeFileSync(times, JSON.stringify(known));
}

/** Counts of vitest's report. A file that could not be loaded, a skipped test and a run that broke off each count as failed. */
function counts(code) {
  let read;
  try {
    read = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    print('FAILED  vitest left no report');
    return { passed: 0, failed: 1 };
  }
  rememberTimes(read.testResults);
  const unloaded = read.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  for (const file of unloaded) print(`FAILED  ${file.name}: ${file.message}`);
  const skipped = read.numPendingTests + read.numTodoTests;
  if (skipped > 0) print(`FAILED  ${skipped} tests did not run`);
  const failed = read.numFailedTests + unloaded.length + skipped;
  if (code !== 0 && failed === 0) print('FAILED  vitest reported an error outside of any test');
  return { passed: read.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

try {
  ensureInstalled();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  finish(0, 1);
}

const steps = [
  ...(await Promise.all([
    quietly('types', [bin('typescript/bin/tsc'), '-b']),
    quietly('lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  ])),
  await quietly('dead code', [bin('knip/bin/knip.js')]),
  built('renderer'),
  built('electron'),
];

const args = process.argv.slice(2);
const changes = chosen(args);
let tested = { passed: 0, failed: 0 };
if (changes !== null) sayChosen(changes);
if (changes === null || changes.run.length > 0) {
  mkdirSync(results, { recursive: true });
  rmSync(report, { force: true });
  const files = changes === null ? args : changes.run;
  const vitest = [
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync(nodeFile(), [...vitest, ...files], { cwd: root, env, stdio: 'inherit' });
  tested = counts(status);
}
if (changes !== null) sayLeft(changes);
const right = steps.filter(Boolean).length;
finish(tested.passed + right, tested.failed + steps.length - right);
