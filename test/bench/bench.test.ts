import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { chart } from './chart.ts';
import { beside, Line, percentile } from './measure.ts';
import { save } from './saved.ts';
import { table } from './table.ts';

const script = fileURLToPath(new URL('./run.ts', import.meta.url));

function bench(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const options = { encoding: 'utf8', env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
  return { status, stdout, stderr };
}

/** Measures that are quick and need no other processes. */
const FEW = ['guard', 'reading', 'results'];
/**
 * All but `screen`, which wants a built screen and a browser, `beside` and `consoles`, which want PostgreSQL,
 * and those that take too long.
 */
const ALL = [
  ...FEW,
  'receive',
  'list',
  'import',
  'keys',
  'figures',
  'load',
  'desks',
  'dispatch',
  'stop',
  'loop',
  'memory',
];
/** ALL_MEASURES=1 plays all of them, for which npm test has no time. */
const MEASURES = process.env.ALL_MEASURES === undefined ? FEW : ALL;

/** Milliseconds that all measures may take, each with processes of its own, on a busy machine. */
const PATIENCE = 600_000;

// The measured times are not judged here: on a busy machine such a test would fail without a fault.
describe('npm run bench', () => {
  it(
    'prints nothing but a list of measures with --json, and leaves nothing behind',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'heed-bench-test-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const { status, stdout, stderr } = bench([...MEASURES, '--quick', '--json'], {
        TMPDIR: folder,
        TEMP: folder,
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const lines = z.array(Line.strict()).parse(JSON.parse(stdout));
      expect(new Set(lines.map((line) => line.name)).size).toBe(lines.length);
      expect(new Set(lines.map((line) => line.name.split(':')[0]))).toEqual(new Set(MEASURES));
      for (const { name, value, baseline, ratio, goal, pass, ...spread } of lines) {
        expect(Math.min(value, baseline), name).toBeGreaterThan(0);
        expect(spread.valueSpread[0], name).toBeLessThanOrEqual(value);
        expect(spread.valueSpread[1], name).toBeGreaterThanOrEqual(value);
        // All three figures are rounded to four digits.
        expect((ratio * baseline) / value, name).toBeCloseTo(1, 2);
        expect(pass, name).toBe(ratio <= goal);
      }
      expect(readdirSync(folder)).toEqual([]);
    },
    PATIENCE,
  );

  it('stands beside what people use where that is installed, else says how to get it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'heed-bench-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // As root the server runs as nobody, who has to come through.
    chmodSync(folder, 0o755);
    const { status, stdout, stderr } = bench(['beside', '--quick'], { TMPDIR: folder });
    expect(status).toBe(0);
    const measured = stdout.split('\n').filter((line) => line.startsWith('beside: '));
    const told = stderr.split('\n').filter((line) => line.startsWith('beside: nothing measured; '));
    expect([measured.length, told.length]).toEqual(told.length > 0 ? [0, 1] : [5, 0]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('measures the import also where there is no sqlite3, and says against what', () => {
    const { status, stdout } = bench(['--quick', '--json', '--only', 'import'], { PATH: '' });
    expect(status).toBe(0);
    const names = z
      .array(Line)
      .parse(JSON.parse(stdout))
      .map(({ name }) => name);
    expect(names).toContainEqual(expect.stringMatching(/against csv-parse and a prepared insert$/));
  });

  it('explains itself and refuses what it does not know', () => {
    expect(bench(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--only') });
    expect(bench(['--only', 'constructor'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no measure "constructor"'),
    });
    expect(bench(['--fast'])).toMatchObject({ status: 2, stderr: expect.stringContaining('--fast') });
  });
});

describe('the table', () => {
  it('has a row a measure, with its figures under their heads', () => {
    const line = {
      name: 'a',
      value: 1234.5678,
      valueSpread: [1000, 1300] satisfies [number, number],
      unit: 'ns/op',
      baseline: 1000,
      baselineSpread: [1000, 1000] satisfies [number, number],
      ratio: 1.235,
      goal: 1.2,
      pass: false,
      runs: 5,
    };
    expect(table([line]).split('\n')).toEqual([
      'measure  unit   value      from – to  baseline  from – to  ratio   goal  pass  runs',
      '-------  -----  -----  -------------  --------  ---------  -----  -----  ----  ----',
      'a        ns/op  1,235  1,000 – 1,300     1,000              1.24  ≤ 1.2    NO     5',
      '',
    ]);
  });
});

describe('the pictures and files of results', () => {
  const line = (name: string, ratio: number) => beside(name, 'ms', [ratio, ratio * 2, ratio], [1, 1, 1], 1);

  it('keep the newest lines of each measure', () => {
    const folder = mkdtempSync(join(tmpdir(), 'heed-bench-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'results.json');
    save(file, [line('list: a', 1), line('list: b', 1), line('guard: a', 1)], new Date(0));
    const { lines } = save(file, [line('list: a', 2)], new Date(1));
    expect(lines.map(({ name, ratio, at }) => [name, ratio, at])).toEqual([
      ['guard: a', 1, '1970-01-01T00:00:00.000Z'],
      ['list: a', 2, '1970-01-01T00:00:00.001Z'],
    ]);
  });

  it('draws a bar for each line, and writes names that look like tags as they are', () => {
    const drawn = chart([line('list: <a>', 0.5), line('list: b', 3)], 'Here & now');
    expect(drawn.match(/<rect x=/g)).toHaveLength(2);
    expect(drawn.match(/<rect x=[^>]* class='(yes|no)'/g)?.map((rect) => rect.slice(-5))).toEqual([
      "'yes'",
      "='no'",
    ]);
    expect(drawn).toContain('>&#60;a&#62;<');
    expect(drawn).not.toContain('NaN');
  });
});

describe('the middle of several runs', () => {
  it('is shown with the lowest and the highest', () => {
    expect(beside('a', 'ms', [3, 1, 2], [4, 4, 5], 0.5)).toMatchObject({
      ...{
        value: 2,
        valueSpread: [1, 3],
        baseline: 4,
        baselineSpread: [4, 5],
        ratio: 0.5,
        pass: true,
        runs: 3,
      },
    });
  });

  it('is the value below which a part of the others lie', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0, 0.5, 0.99, 1].map((part) => percentile(values, part))).toEqual([1, 50, 99, 100]);
  });
});
