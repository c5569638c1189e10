import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter } from '../../main/core/providers/index.ts';
import { type PlainFetch, plainFetch } from '../../main/core/providers/plainFetch.ts';
import type { Cursor } from '../../main/core/providers/provider.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { NUMBERS, quiet } from './harness.ts';

const { ours, contact } = NUMBERS['provider-2'];

/**
 * What happens between two polls. `lost`: what a pull returned was never committed, so its cursor was not
 * kept.
 */
const anyEvent = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('reply' as const), late: fc.integer({ min: 0, max: 9 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('pull' as const, 'lost' as const, 'fault' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      minutes: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2000 })),
    }),
  },
);

/** Five rows a page, so a few texts fill many pages; the ten pages of one pull hold all texts of a run. */
const smallPages: PlainFetch = (url, init) =>
  plainFetch(String(url).replace(/PageSize=\d+/, 'PageSize=5'), init);

describe('polling', () => {
  it('misses no text, whatever comes between: late rows, failed commits, faults, restarts, long absence', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 45, size: 'max' }),
        fc.boolean(),
        async (events, restarts) => {
          const simulator = await startSimulator({ profile: 'provider-2' });
          const { control } = simulator;
          control.clock({ set: Date.UTC(2026, 10, 20), frozen: true });
          const deps = { now: () => control.now(), fetch: smallPages };
          const make = () =>
            createAdapter('simulator', { baseUrl: simulator.url, profile: 'provider-2' }, deps);
          let adapter = make();
          let cursor: Cursor = null;
          const said = new Set<string>();
          const stored = new Set<string>();
          const pull = async (commit: boolean) => {
            const result = await adapter.pull({ cursor, numbers: [ours], openSince: null }, quiet());
            if (!commit) return true;
            for (const message of result.inbound) stored.add(message.providerId);
            cursor = result.cursor;
            return result.more ?? false;
          };
          try {
            for (const happening of events) {
              if (happening.kind === 'reply') {
                const at = control.now() - happening.late * 60_000;
                said.add(control.reply({ from: contact, to: ours, body: 'hello', at }).id);
              }
              if (happening.kind === 'wait') control.clock({ advance: happening.minutes * 60_000 });
              if (happening.kind === 'fault') control.fault({ path: 'list', kind: 'half-json' });
              if (happening.kind === 'pull' || happening.kind === 'lost') {
                await pull(happening.kind === 'pull').catch(() => undefined);
                if (restarts) adapter = make();
              }
            }
            while (control.faults().length > 0) await pull(true).catch(() => undefined);
            while (await pull(true)) expect(control.faults()).toEqual([]);
            expect(stored).toEqual(said);
          } finally {
            await simulator.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
