import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from './http-server.ts';

const SCRIPT = new URL('../../main/hosts/cli/simulator.ts', import.meta.url).pathname;

describe('npm run simulator', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  const run = (...args: string[]) => {
    const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      text.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      text.err += chunk;
    });
    const end = once(child, 'close').then(([code]) => ({ code, ...text }));
    return { child, text, end };
  };

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one JSON line, serves, and ends well on %s',
    async (signal) => {
      const { child, text, end } = run('--json', '--port', '0', '--profile', 'provider-2');
      while (!text.out.includes('\n')) await once(child.stdout, 'data');
      const line = JSON.parse(text.out);
      expect(line).toEqual({
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        control: `${line.url}/control`,
        pid: child.pid,
      });
      expect(await (await fetch(`${line.control}/requests`)).json()).toEqual([]);
      child.kill(signal);
      expect(await end).toMatchObject({ code: 0, out: `${JSON.stringify(line)}\n`, err: '' });
    },
  );

  it('says plainly that a port is in use', async () => {
    const taken = await startServer((_, answer) => void answer.end());
    const port = new URL(taken.url).port;
    const { code, out, err } = await run('--json', '--port', port).end;
    await taken.close();
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('explains itself, and what was wrong in a call', async () => {
    expect(await run('--help').end).toMatchObject({ code: 0, out: expect.stringContaining('--profile') });
    expect(await run('--profile', 'provider-3').end).toMatchObject({
      code: 1,
      err: expect.stringContaining('provider-3'),
    });
    expect(await run('--port', '70000').end).toMatchObject({
      code: 1,
      err: expect.stringContaining('--port'),
    });
    expect(await run('--nonsense').end).toMatchObject({ code: 1, err: expect.stringContaining('--help') });
  });
});
