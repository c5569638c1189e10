import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { choose, nearness, reach, secondsOf, whoNames } from './reach.ts';

/**
 * `npm test -- --changed` must not miss a test that a change can break. It is tried on the sources as they
 * are.
 */

const root = join(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const namedBy = whoNames(root, files);
const testsOf = (...changed: string[]) =>
  [...reach(namedBy, changed)].filter(([file]) => file.endsWith('.test.ts')).map(([file]) => file);

describe('what a change reaches', () => {
  test('by import, the nearest first', () => {
    const found = testsOf('main/core/rules/decide.ts');
    expect(found).toContain('test/rules/decide.test.ts');
    expect(found).toContain('test/api/why.test.ts');
    expect(found.indexOf('test/rules/decide.test.ts')).toBeLessThan(found.indexOf('test/api/why.test.ts'));
    expect(found).not.toContain('test/text/segments.test.ts');
  });

  test('by a process that a test starts', () => {
    expect(testsOf('main/hosts/cli/verify.ts')).toContain('test/hosts/verifyCli.test.ts');
    expect(testsOf('main/start.mjs')).toContain('test/hosts/launcher.test.ts');
    expect(testsOf('test/crash/child.ts')).toContain('test/crash/kill.test.ts');
    expect(testsOf('main/core/lists/csvWorker.ts')).toContain('test/lists/imports.test.ts');
  });

  test('by what is built and looked at in a browser', () => {
    const found = testsOf('renderer/views/messenger/Composer.tsx');
    expect(found).toContain('test/e2e/fourRows.test.ts');
    expect(found).not.toContain('test/store/open.test.ts');
  });

  test('by a file or folder that is read', () => {
    expect(testsOf('SECURITY.md')).toContain('test/secrets/security.test.ts');
    expect(testsOf('shared/locales/es/messenger/texter.ts')).toContain('test/renderer/catalogue.test.ts');
    expect(testsOf('.github/workflows/test.yml')).toContain('test/docs/workflows.test.ts');
    expect(testsOf('renderer/views/about/index.tsx')).toContain('test/hosts/electronChecklist.test.ts');
  });

  test('itself, where a test was changed; all of them, where packages were; none, where nothing uses it', () => {
    // A test is named by itself and by the tests that look at all sources.
    const [first, ...others] = testsOf('test/text/segments.test.ts');
    expect(first).toBe('test/text/segments.test.ts');
    expect(others.filter((file) => !/^test\/(architecture|changed|docs)\//.test(file))).toEqual([]);
    expect(testsOf('package-lock.json')).toHaveLength(
      files.filter((file) => file.endsWith('.test.ts')).length,
    );
    expect(testsOf('.editorconfig')).toEqual([]);
  });
});

describe('what fits', () => {
  test('the nearest first, then the quick ones; the rest is named, none is lost', () => {
    const candidate = (file: string, steps: number, seconds: number) => ({ file, steps, seconds });
    const all = [
      candidate('far', 4, 1),
      candidate('near and slow', 1, 30),
      candidate('near', 1, 5),
      candidate('long', 2, 80),
      candidate('anything', Number.POSITIVE_INFINITY, 1),
    ];
    expect(choose(all, 38)).toEqual({ run: ['near', 'near and slow', 'far', 'anything'], left: ['long'] });
    expect(choose(all, 5)).toEqual({
      run: ['near'],
      left: ['near and slow', 'long', 'far', 'anything'],
    });
  });

  test('the model is near wherever a change reaches it', () => {
    const model = 'test/model/histories.test.ts';
    expect(nearness(model, 7)).toBe(1);
    expect(nearness(model, 0)).toBe(0);
    expect(nearness('test/model/running.test.ts', 7)).toBe(7);
    expect(files).toContain(model);
  });

  test('what ran here before takes as long again; else its folder tells', () => {
    expect(secondsOf('test/e2e/x.test.ts', { 'test/e2e/x.test.ts': 3 })).toBe(4);
    expect(secondsOf('test/e2e/x.test.ts', {})).toBeGreaterThan(secondsOf('test/rules/x.test.ts', {}));
  });
});
