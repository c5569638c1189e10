import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../main/hosts/cli/rules.ts', import.meta.url));

function run(args: readonly string[], input: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr, lines: stdout.trim().split('\n') };
}

const line = (text: string) => `${JSON.stringify({ text })}\n`;

describe('npm run rules', () => {
  test('writes one judged line for each text, in order', () => {
    const texts = [
      'STOP!',
      'please take me off this list',
      'Wrong number',
      'My wife passed away',
      'START',
      'not interested',
      'Yes',
      'a\u2028b',
    ];
    const { status, lines, stderr } = run(
      ['--profile', 'provider-1', '--auto', 'on'],
      texts.map(line).join(''),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const judged: { text: string; decision: string; rule: string }[] = lines.map((each) => JSON.parse(each));
    expect(judged.map((each) => each.text)).toEqual(texts);
    expect(judged.map((each) => each.decision)).toEqual([
      'opt-out',
      'hold',
      'wrong-number',
      'wrong-number',
      'resume',
      'soft-refusal',
      'none',
      'none',
    ]);
    expect(judged[3]?.rule).toMatch(/^deceased:/);
    expect(judged[0]).toEqual({ text: 'STOP!', decision: 'opt-out', rule: 'keyword', matched: 'STOP!' });
  });

  test('profile, auto and response change the answer', () => {
    const answer = (...args: string[]) => JSON.parse(run(args, line('stop')).stdout).decision;
    expect(answer('--profile', 'provider-1', '--auto', 'on', '--response', 'later')).toBe('hold');
    expect(answer('--profile', 'provider-2', '--auto', 'on', '--response', 'later')).toBe('opt-out');
    expect(answer('--profile', 'provider-1', '--auto', 'off')).toBe('action');
  });

  test('bad lines are named on standard error, the others are processed', () => {
    const input = `\uFEFF${line('stop')}nonsense\n\r\n{"text":7}\n${line('hello').trim()}`;
    const { status, lines, stderr } = run(['--profile', 'provider-1', '--auto', 'on'], input);
    expect(status).toBe(2);
    expect(lines).toHaveLength(2);
    expect(stderr).toMatch(/line 2: not JSON/);
    expect(stderr).toMatch(/line 4: expected an object with a string "text"/);
  });

  test('bad arguments are explained, --help helps', () => {
    const bad = run(['--profile', 'provider-3', '--auto', 'on'], '');
    expect(bad.status).toBe(2);
    expect(bad.stderr).toMatch(/--profile/);
    expect(run(['--what'], '').status).toBe(2);
    const help = run(['--help'], '');
    expect(help.status).toBe(0);
    expect(help.stdout).toMatch(/--response/);
  });
});
