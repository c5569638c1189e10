import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

/**
 * The workflows in .github/workflows cannot run here, so they are read: what each job may do, for how long,
 * and whether the commands and files that it names are there.
 */

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
/** The YAML reader that comes with electron-builder. */
const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
const builder = createRequire(fromBuilder.resolve('app-builder-lib/package.json'));
const yaml = (file: string): unknown => builder('js-yaml').load(readFileSync(join(root, file), 'utf8'));

const Step = z.looseObject({ uses: z.string().optional(), run: z.string().optional() });
const Job = z.looseObject({
  'runs-on': z.string().optional(),
  'timeout-minutes': z.number().max(60).optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  uses: z.string().optional(),
  steps: z.array(Step).default([]),
});
const Workflow = z.looseObject({
  permissions: z.strictObject({ contents: z.literal('read') }),
  concurrency: z.strictObject({
    group: z.string(),
    'cancel-in-progress': z.union([z.boolean(), z.string()]),
  }),
  jobs: z.record(z.string(), Job),
});

const files = globSync('.github/workflows/*.yml', { cwd: root }).sort();
const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

test('there is one for tests, one for packages and one for a release', () => {
  expect(files).toEqual(['package', 'release', 'test'].map((name) => `.github/workflows/${name}.yml`));
});

describe.each(files)('%s', (file) => {
  const workflow = Workflow.parse(yaml(file));
  const jobs = Object.entries(workflow.jobs);

  test('may only read, but for the job that drafts a release', () => {
    const more = jobs.filter(([, { permissions }]) => permissions !== undefined);
    expect(more.map(([name, { permissions }]) => [name, permissions])).toEqual(
      file.endsWith('release.yml') ? [['draft', { contents: 'write' }]] : [],
    );
  });

  test('ends in time, each job of its own', () => {
    const own = jobs.filter(([, { uses }]) => uses === undefined);
    expect(own.filter(([, job]) => job['timeout-minutes'] === undefined)).toEqual([]);
  });

  test('takes actions of others by the hash of a commit, with its version beside it', () => {
    const used = jobs.flatMap(([, { uses, steps }]) => [uses, ...steps.map((step) => step.uses)]);
    const foreign = used.filter((name) => name !== undefined && !name.startsWith('./'));
    for (const name of foreign) expect(name).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
    const noted = readFileSync(join(root, file), 'utf8').match(/uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm);
    expect(noted ?? []).toHaveLength(foreign.length);
  });

  test('calls scripts that there are, and tests that there are', () => {
    const text = readFileSync(join(root, file), 'utf8');
    const called = [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = '']) => name);
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
    const named = [...text.matchAll(/\btest\/[\w./*-]+/g)].map(([name]) => name);
    expect(named.filter((name) => globSync(name, { cwd: root }).length === 0)).toEqual([]);
  });
});

test('no two groups of runs have one name, or a workflow would wait for the one that called it', () => {
  const groups = files.map((file) => Workflow.parse(yaml(file)).concurrency.group.toLowerCase());
  expect(new Set(groups.map((group) => group.split('-')[0])).size).toBe(files.length);
});

test.each(globSync('.github/{ISSUE_TEMPLATE/*,dependabot}.yml', { cwd: root }))('%s can be read', (file) => {
  expect(yaml(file)).toBeTypeOf('object');
});
