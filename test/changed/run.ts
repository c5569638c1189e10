import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { choose, nearness, reach, secondsOf, whoNames } from './reach.ts';

/**
 * For `npm test -- --changed[=REF]` (test/run.mjs): prints as JSON which tests to run after the changes since
 * REF, and which not. Without REF: since this branch left main, or on main itself since the last push; what
 * is not committed counts too.
 */

const root = join(import.meta.dirname, '../..');
/**
 * Work of all workers together that fits into two minutes beside types, lint, dead code and builds, on two
 * cores.
 */
const BUDGET = 190;

const [given = '', timesFile = ''] = process.argv.slice(2);
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const lines = (text: string) => text.split('\n').filter(Boolean);

function commonWith(...refs: readonly string[]): string {
  for (const ref of refs) {
    try {
      return git('merge-base', 'HEAD', ref);
    } catch {
      // There is no such branch here.
    }
  }
  return git('rev-parse', 'HEAD');
}

const since = given
  ? git('rev-parse', '--verify', `${given}^{commit}`)
  : commonWith('refs/remotes/origin/main', 'refs/heads/main');
const untracked = lines(git('ls-files', '--others', '--exclude-standard'));
const changed = [...lines(git('diff', '--name-only', '--no-renames', since)), ...untracked];
// Removed files count too, since a test may read their folder.
const files = [...new Set([...lines(git('ls-files')), ...changed])];

const Listed = z.array(z.object({ file: z.string() }));
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'list', '--filesOnly', '--json'];
const tests = Listed.parse(
  JSON.parse(execFileSync(process.execPath, vitest, { cwd: root, encoding: 'utf8' })),
).map(({ file }) => relative(root, file).split(sep).join('/'));

const steps = reach(whoNames(root, files), changed);
const known = existsSync(timesFile)
  ? z.record(z.string(), z.number()).parse(JSON.parse(readFileSync(timesFile, 'utf8')))
  : {};
const candidates = tests.flatMap((file) => {
  const far = steps.get(file);
  return far === undefined ? [] : [{ file, steps: nearness(file, far), seconds: secondsOf(file, known) }];
});
process.stdout.write(
  JSON.stringify({ since, changed: changed.length, tests: tests.length, ...choose(candidates, BUDGET) }),
);
