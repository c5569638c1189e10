import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { Line } from './measure.ts';
import { table } from './table.ts';

const script = fileURLToPath(new URL('./run.ts', import.meta.url));

function bench(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const options = { encoding: 'utf8', env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
  return { status, stdout, stderr };
}

// The measured times are not judged here: on a busy machine such a test would fail without a fault.
describe('npm run bench', () => {
  it('prints nothing but a list of measures with --json, and leaves nothing behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'heed-bench-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { status, stdout, stderr } = bench(['--quick', '--json'], { TMPDIR: folder, TEMP: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = z.array(Line.strict()).parse(JSON.parse(stdout));
    expect(new Set(lines.map((line) => line.name)).size).toBe(lines.length);
    expect(new Set(lines.map((line) => line.name.split(':')[0]))).toEqual(
      new Set(['guard', 'receive', 'import', 'list', 'keys', 'results', 'load', 'desks']),
    );
    for (const { name, value, baseline, ratio, goal, pass } of lines) {
      expect(Math.min(value, baseline), name).toBeGreaterThan(0);
      // All three figures are rounded to four digits.
      expect((ratio * baseline) / value, name).toBeCloseTo(1, 2);
      expect(pass, name).toBe(ratio <= goal);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('measures the import also where there is no sqlite3, and says against what', () => {
    const { status, stdout } = bench(['--quick', '--json', '--only', 'import'], { PATH: '' });
    expect(status).toBe(0);
    expect(z.array(Line).parse(JSON.parse(stdout))).toMatchObject([
      { name: expect.stringMatching(/against csv-parse and a prepared insert$/) },
    ]);
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
      unit: 'ns/op',
      baseline: 1000,
      ratio: 1.235,
      goal: 1.2,
      pass: false,
    };
    expect(table([line]).split('\n')).toEqual([
      'measure  value  baseline  unit   ratio   goal  pass',
      '-------  -----  --------  -----  -----  -----  ----',
      'a        1,235     1,000  ns/op   1.24  ≤ 1.2    NO',
      '',
    ]);
  });
});
