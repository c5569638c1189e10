import { randomUUID } from 'node:crypto';
import type { AdapterDeps } from '../../main/core/providers/http.ts';
import type { Adapter, Batch, Cursor, Outgoing, PullResult } from '../../main/core/providers/provider.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../main/core/providers/simulator/server.ts';
import type { Profile } from '../../shared/schema/words.ts';
import { startServer, type TestServer } from './http-server.ts';

export const NUMBERS = {
  'provider-1': { ours: '+12025550100', contact: '+12025550123', other: '+12025550124' },
  'provider-2': { ours: '+447700900100', contact: '+447700900123', other: '+447700900124' },
} as const;

/** A signal that nothing aborts. */
export const quiet = () => new AbortController().signal;

export type Harness = {
  readonly simulator: Simulator;
  readonly adapter: Adapter;
  readonly numbers: (typeof NUMBERS)[Profile];
  readonly webhooks: TestServer;
  /** Everything that the adapter handed over so far, by pull and by webhook. */
  readonly got: {
    inbound: Batch['inbound'][number][];
    statuses: Batch['statuses'][number][];
    texts: Batch['providerTexts'][number][];
  };
  outgoing(body: string, to?: string): Outgoing;
  pull(): Promise<PullResult>;
  /** Pulls until the condition holds; throws if it never does. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
};

export type MakeAdapter = (url: string, deps: AdapterDeps) => Adapter;

/** A simulator, an adapter that talks to it, and a webhook port that treats a callback as a host would. */
export async function startHarness(
  profile: Profile,
  make: MakeAdapter,
  options: SimulatorOptions & { readonly timeoutMs?: number } = {},
): Promise<Harness> {
  const { timeoutMs, ...rest } = options;
  const simulator = await startSimulator({
    profile,
    pace: { sentMs: 5, deliveredMs: 10 },
    callbackRetryMs: 10,
    ...rest,
  });
  const adapter = make(simulator.url, { now: () => simulator.control.now(), timeoutMs: timeoutMs ?? 5_000 });
  const got: Harness['got'] = { inbound: [], statuses: [], texts: [] };
  const numbers = NUMBERS[profile];
  let cursor: Cursor = null;

  const keep = (batch: Batch) => {
    got.inbound.push(...batch.inbound);
    got.statuses.push(...batch.statuses);
    got.texts.push(...batch.providerTexts);
  };
  const webhooks = await startServer((request, answer) => {
    const { method, headers, body, url } = request;
    const result = adapter.parseWebhook({ method, headers, body, url: webhooks.url + url });
    if (result.kind === 'batch') keep(result.batch);
    answer.writeHead(result.kind === 'batch' ? 204 : result.kind === 'forbidden' ? 403 : 400).end();
  });
  if (adapter.inbound === 'webhook') simulator.control.setCallback({ url: `${webhooks.url}/callbacks` });

  const pull = async () => {
    const result = await adapter.pull({ cursor, numbers: [numbers.ours], openSince: null }, quiet());
    cursor = result.cursor;
    keep(result);
    return result;
  };
  return {
    simulator,
    adapter,
    numbers,
    webhooks,
    got,
    pull,
    outgoing: (body, to = numbers.contact) => ({
      attemptId: randomUUID(),
      from: numbers.ours,
      to,
      body,
      validForSeconds: 300,
    }),
    async until(condition) {
      for (let tries = 0; tries < 500; tries += 1) {
        if (adapter.inbound === 'poll') await pull();
        if (condition()) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`It never came: ${condition}`);
    },
    async close() {
      await simulator.close();
      await webhooks.close();
    },
  };
}
