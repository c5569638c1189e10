import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Post, PostAnswer } from '../../main/core/webhooksOut/post.ts';
import { createWebhooksOut } from '../../main/core/webhooksOut/worker.ts';
import { written } from '../../shared/text/stored.ts';
import { fictionNumber } from '../helpers/seed.ts';
import { signatureFits } from './receiver.ts';
import { eventIn, optOutOf, reversalOf, world } from './world.ts';

type Got = Parameters<typeof eventIn>[0];

const FAULTS: Record<string, { readonly heard: boolean; readonly answer: PostAnswer }> = {
  ok: { heard: true, answer: { status: 200, detail: written('') } },
  error: { heard: true, answer: { status: 500, detail: written('') } },
  redirect: { heard: true, answer: { status: 307, detail: written('') } },
  // It arrived and the answer was lost, so it is sent again.
  lost: { heard: true, answer: { status: null, detail: written('No answer in time.') } },
  away: { heard: false, answer: { status: null, detail: written('Nothing answers at this address.') } },
};

const step = fc.oneof(
  fc.record({ kind: fc.constant('opt-out' as const), who: fc.nat(3) }),
  fc.record({ kind: fc.constant('opt-in' as const), who: fc.nat(3) }),
  fc.record({ kind: fc.constant('turn' as const), minutes: fc.nat(600) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  // The process ends after the request arrived and before its outcome was kept.
  fc.record({ kind: fc.constant('killed' as const) }),
);

test('every opt-out and reversal arrives at least once and in order, whatever the faults and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.array(fc.constantFrom(...Object.keys(FAULTS)), { maxLength: 25 }),
      async (steps, faults) => {
        const heed = await world('http://127.0.0.1:9/hook');
        const got: Got[] = [];
        const rest = [...faults];
        let killed = false;
        const post: Post = async ({ headers, body }) => {
          const fault = FAULTS[rest.shift() ?? 'ok'];
          if (!fault) throw new Error('There is no such fault.');
          if (fault.heard) got.push({ headers: { ...headers }, body, method: 'POST' });
          if (killed) throw new Error('The process ended.');
          return fault.answer;
        };
        let job = createWebhooksOut(heed.core, post);
        const happened: string[] = [];
        const standing = new Map<number, string[]>();
        for (const one of steps) {
          if (one.kind === 'opt-out') {
            const id = optOutOf(heed, fictionNumber('US', one.who));
            standing.set(one.who, [...(standing.get(one.who) ?? []), id]);
            happened.push(id);
          } else if (one.kind === 'opt-in') {
            const ids = standing.get(one.who) ?? [];
            if (ids.length === 0) continue;
            standing.set(one.who, []);
            happened.push(reversalOf(heed, fictionNumber('US', one.who), ids, heed.actorId));
          } else if (one.kind === 'turn') {
            heed.clock.advance(one.minutes * 60_000);
            await job.turn();
          } else {
            if (one.kind === 'killed') {
              killed = true;
              await job.turn();
              killed = false;
            }
            await job.stop();
            job = createWebhooksOut(heed.core, post);
          }
        }
        // At the end everything works, and an admin starts the webhook again where it was paused.
        rest.length = 0;
        heed.clock.advance(86_400_000);
        await heed.as(heed.actorId).webhookOut.update({ id: heed.endpoint.id, on: true });
        await job.turn();
        await job.stop();
        const facts = got.map((received) => eventIn(received).fact);
        const firsts = [...new Set(facts)];
        expect(firsts).toEqual(happened);
        // In order: after a later event no earlier one comes again.
        expect(facts.filter((fact, at) => fact !== facts[at - 1])).toEqual(happened);
        for (const fact of firsts) {
          const ids = got.map(eventIn).filter((event) => event.fact === fact);
          expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
        }
        expect(got.every((received) => signatureFits(received, heed.secret))).toBe(true);
        // A receiver that follows `optedOut` ends up with Heed's own state.
        const reported = new Map(got.map(eventIn).map(({ number, optedOut }) => [number, optedOut]));
        for (const [who, ids] of standing)
          expect(reported.get(fictionNumber('US', who))).toBe(ids.length > 0);
        heed.core.close();
      },
    ),
    { numRuns: 40 },
  );
});
