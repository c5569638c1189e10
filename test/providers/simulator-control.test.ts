import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter } from '../../main/core/providers/index.ts';
import { shippedAnswers } from '../../main/core/providers/simulator/people.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../main/core/providers/simulator/server.ts';
import type { Profile } from '../../shared/schema/words.ts';
import { NUMBERS, quiet } from './harness.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

describe('the control API', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  const ask = async (path: string, body?: unknown) => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
    const answer = await fetch(simulator.controlUrl + path, init);
    return { status: answer.status, body: await answer.json() };
  };
  const adapter = (profile: Profile) =>
    createAdapter('simulator', { baseUrl: simulator.url, profile }, { now: () => simulator.control.now() });
  const send = (profile: Profile, body = 'hello') => {
    const { ours, contact } = NUMBERS[profile];
    return adapter(profile).send(
      { attemptId: 'a', from: ours, to: contact, body, validForSeconds: 60 },
      quiet(),
    );
  };

  it('does over HTTP everything that it does in the process', async () => {
    const { ours, contact } = NUMBERS['provider-2'];
    expect((await ask('/clock', { set: NOON, frozen: true })).body).toEqual({ now: NOON });
    expect((await ask('/clock', { advance: 5000 })).body).toEqual({ now: NOON + 5000 });
    expect((await ask('/clock')).body).toEqual({ now: NOON + 5000 });
    expect(await ask('/replies', { from: contact, to: ours, body: 'STOP', at: NOON })).toMatchObject({
      status: 201,
      body: { at: NOON },
    });
    expect((await ask('/blocks')).body).toEqual([{ sender: ours, contact, since: NOON + 5000 }]);
    await ask('/blocks', { sender: ours, contact, blocked: false });
    expect((await ask('/blocks')).body).toEqual([]);
    await ask('/outcomes', { kind: 'undelivered', code: 30003, to: contact });
    expect((await send('provider-2')).kind).toBe('accepted');
    await ask('/clock', { advance: 2000 });
    expect((await ask(`/contacts/${contact}`)).body).toMatchObject([{ sentBy: 'provider' }]);
    expect((await ask('/contacts')).body).toEqual([{ number: contact, texts: 1 }]);
    await ask('/faults', { path: 'create', kind: 'status', status: 500, times: 2 });
    expect((await ask('/faults')).body).toMatchObject([{ path: 'create', times: 2 }]);
    await ask('/numbers', { numbers: ['+447700900199'] });
    expect((await ask('/numbers')).body).toEqual({ numbers: ['+447700900199'] });
    await ask('/callback', { url: 'http://127.0.0.1:9/x', user: 'u', password: 'p' });
    expect((await ask('/callback')).body.targets['provider-1']).toBe('http://127.0.0.1:9/x');
    const requests = (await ask('/requests')).body;
    expect(requests).toMatchObject([
      { method: 'POST', status: 201, auth: 'basic', body: expect.stringContaining('ValidityPeriod=60') },
    ]);
    await ask('/reset', {});
    expect((await ask('/requests')).body).toEqual([]);
    expect((await ask('/contacts')).body).toEqual([]);
  });

  it.each([
    ['/replies', '{', 'not JSON'],
    ['/replies', { from: 'x', to: '+12025550100', body: '' }, 'E.164'],
    ['/faults', { path: 'nowhere', kind: 'html' }, 'path'],
    ['/clock', { forward: 1 }, ''],
    ['/callback', { url: 'nowhere' }, 'url'],
  ])('names what is wrong with %s %j', async (path, body, words) => {
    const { status, body: answer } = await ask(path, body);
    expect([status, answer.error]).toEqual([400, expect.stringContaining(words)]);
  });

  it('is closed to web pages', async () => {
    const headers = { origin: 'https://page.example.test' };
    expect((await fetch(`${simulator.controlUrl}/requests`, { headers })).status).toBe(403);
  });

  it('answers an unknown path with 404', async () => {
    expect((await ask('/nothing')).status).toBe(404);
  });

  it('lets a fault hit one kind of path of one provider, as often as asked', async () => {
    simulator.control.fault({ path: 'create', kind: 'status', status: 429, profile: 'provider-2', times: 2 });
    expect((await send('provider-1')).kind).toBe('accepted');
    const kinds = [await send('provider-2'), await send('provider-2'), await send('provider-2')].map(
      (o) => o.kind,
    );
    expect(kinds).toEqual(['retry', 'retry', 'accepted']);
    simulator.control.fault({ path: 'token', kind: 'status', status: 503 });
    expect(await send('provider-1')).toMatchObject({ kind: 'retry', code: 'oauth-503' });
    simulator.control.fault({ path: 'create', kind: 'delay', delayMs: 30 });
    expect((await send('provider-2')).kind).toBe('accepted');
  });

  it('hears the right provider when a contact texts one of our numbers', () => {
    for (const profile of ['provider-1', 'provider-2'] as const) {
      const { ours, contact } = NUMBERS[profile];
      simulator.control.reply({ from: contact, to: ours, body: 'STOP' });
    }
    expect(simulator.control.blocks()).toMatchObject([{ sender: NUMBERS['provider-2'].ours }]);
  });
});

describe('simulated contacts', () => {
  /** Texts two hundred contacts twice and returns what each replied, in order. */
  async function conversation(options: SimulatorOptions, profile: Profile) {
    const simulator = await startSimulator({ profile, ...options });
    simulator.control.clock({ set: NOON, frozen: true });
    const adapter = createAdapter(
      'simulator',
      { baseUrl: simulator.url, profile },
      { now: () => simulator.control.now() },
    );
    const prefix = profile === 'provider-2' ? '+447700900' : '+1202555';
    const { ours } = NUMBERS[profile];
    const said = new Map<string, string[]>();
    const replies: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      for (let n = 200; n < 400; n += 1) {
        const to = `${prefix}${profile === 'provider-2' ? n : `0${n}`}`;
        await adapter.send(
          { attemptId: `${n}`, from: ours, to, body: 'hello', validForSeconds: 60 },
          quiet(),
        );
      }
      simulator.control.clock({ advance: 200_000 });
    }
    if (profile === 'provider-2') {
      const { inbound } = await adapter.pull({ cursor: null, numbers: [ours], openSince: null }, quiet());
      for (const { from, body } of inbound) {
        said.set(from, [...(said.get(from) ?? []), body]);
        replies.push(body);
      }
    }
    await simulator.close();
    return { said, replies };
  }

  it('answer by their seed: the same again, others with another', async () => {
    const first = await conversation({ autoAnswer: true, seed: 7 }, 'provider-2');
    const again = await conversation({ autoAnswer: true, seed: 7 }, 'provider-2');
    const other = await conversation({ autoAnswer: true, seed: 8 }, 'provider-2');
    expect(again.said).toEqual(first.said);
    expect(other.said).not.toEqual(first.said);
    expect(first.said.size).toBeGreaterThan(60);
    expect(first.said.size).toBeLessThan(200);
    expect(new Set(first.replies).size).toBeGreaterThan(25);
  });

  it('say nothing more once they asked to stop', async () => {
    const { said } = await conversation({ autoAnswer: true, seed: 7 }, 'provider-2');
    const last = shippedAnswers.answers
      .filter((a) => a.kind === 'stop' || a.kind === 'likely-opt-out')
      .map((a) => a.text);
    const stopped = [...said.values()].filter(([first]) => last.includes(first ?? ''));
    expect(stopped.length).toBeGreaterThan(0);
    expect(stopped.every((texts) => texts.length === 1)).toBe(true);
  });

  it('are silent unless asked to answer', async () => {
    expect((await conversation({}, 'provider-2')).replies).toEqual([]);
  });

  it('have a varied script', () => {
    const kinds = new Set(shippedAnswers.answers.map((answer) => answer.kind));
    for (const kind of [
      'silence',
      'yes',
      'no',
      'question',
      'thanks',
      'stop',
      'likely-opt-out',
      'wrong-number',
      'spanish',
    ]) {
      expect(kinds).toContain(kind);
    }
    expect(shippedAnswers.answers.length).toBeGreaterThanOrEqual(80);
  });
});
