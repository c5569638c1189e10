import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halt } from '../../main/core/backup/halt.ts';
import { copyStore } from '../../main/core/backup/wholeFile.ts';
import { beginTest, listTests } from '../../main/core/campaigns/scriptTests.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import type { Core } from '../../main/core/store/context.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { figuresAgree } from '../figures/agree.ts';
import { writer } from '../helpers/core.ts';
import { FILE_KEY, fileCore } from '../helpers/fileCore.ts';
import { fictionNumber } from '../helpers/seed.ts';
import { unsayable } from '../helpers/sentences.ts';
import { actsOn, keepingWorld, optedOutOn, PEOPLE, uniteHere } from './world.ts';

type Step = {
  readonly on: 'here' | 'there';
  readonly kind: 'initial' | 'opt-out' | 'opt-in' | 'stop' | 'hold' | 'send' | 'note';
  readonly who: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  on: fc.constantFrom('here', 'there'),
  kind: fc.constantFrom('initial', 'opt-out', 'opt-in', 'stop', 'hold', 'send', 'note'),
  who: fc.integer({ min: 0, max: PEOPLE - 1 }),
});

function act(acts: ReturnType<typeof actsOn>, { kind, who }: Step): void {
  if (kind === 'send') acts.send();
  else if (kind === 'stop') acts.reply(who, 'STOP');
  else if (kind === 'hold') acts.reply(who, 'please take me off your list');
  else if (kind === 'opt-out') acts.optOut(who);
  else if (kind === 'opt-in') acts.optIn(who);
  else if (kind === 'note') acts.note(who);
  else acts.initial(who);
}

type Fact = { readonly id: string; readonly subject: string };
const facts = (core: Core) => all<Fact>(core.db, 'SELECT id, subject FROM opt_out');
const reversed = (core: Core) =>
  all<{ id: string }>(core.db, 'SELECT opt_out_id AS id FROM reversal_of').map(({ id }) => id);
const ids = (core: Core, sql: string) => all<{ id: string }>(core.db, sql).map(({ id }) => id);
const LEFT =
  "SELECT id FROM message WHERE direction = 'out' AND state IN ('sent', 'delivered', 'failed', 'unknown')";

/** The same store on a second computer with its own clock and ids. */
function secondConsole(of: ReturnType<typeof keepingWorld>) {
  const dir = mkdtempSync(join(tmpdir(), 'heed-second-'));
  writer(of.core).pragma('wal_checkpoint(TRUNCATE)');
  cpSync(of.core.storeDir, join(dir, 'organisation'), { recursive: true });
  // The copy gets its own device, as after an import.
  const first = fileCore({ dir, apart: true, now: of.clock.now() });
  run(writer(first.core), "UPDATE meta SET value = 'bbbbb' WHERE key = 'device'");
  first.core.close();
  return fileCore({ dir, apart: true, now: of.clock.now() });
}

test('two consoles that went on apart: opted out is who asked on either, whatever the other did not see', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.array(step, { maxLength: 30 }),
      async (together, apart) => {
        const here = keepingWorld({ apart: true });
        for (const each of together) {
          here.tick();
          act(here.acts, each);
        }
        const there = secondConsole(here);
        try {
          const away = actsOn(there.core, there.clock, here.cast, 'b');
          for (const each of apart) {
            here.tick();
            there.clock.advance(61_000);
            act(each.on === 'here' ? here.acts : away, each);
          }
          there.core.write((tx) => halt(there.core, tx, 'moved', null));
          const undone = new Set([...reversed(here.core), ...reversed(there.core)]);
          const should = new Set(
            [...facts(here.core), ...facts(there.core)]
              .filter(({ id }) => !undone.has(id))
              .map(({ subject }) => subject),
          );
          const entries = [here.core, there.core].flatMap((core) => ids(core, 'SELECT id FROM ledger'));
          const left = ids(there.core, LEFT);
          const waiting = ids(there.core, "SELECT id FROM message WHERE state = 'queued'");
          const queuedHere = new Set(ids(here.core, "SELECT id FROM message WHERE state = 'queued'"));
          const texted = new Set(
            ids(
              there.core,
              `SELECT conversation_id AS id FROM message WHERE kind = 'initial' AND id IN (${LEFT})`,
            ),
          );
          const holds = ids(
            there.core,
            "SELECT conversation_id AS id FROM action WHERE state = 'open' AND holds = 1",
          );

          const file = join(there.dir, 'copy.db');
          copyStore(join(there.core.storeDir, STORE_FILE), FILE_KEY, file);
          uniteHere(here.core, { file, key: FILE_KEY, actorId: here.admin, as: 'import', madeAt: 0 });

          expect(optedOutOn(here.core)).toEqual(should);
          const after = new Set(ids(here.core, 'SELECT id FROM ledger'));
          expect(entries.filter((id) => !after.has(id))).toEqual([]);
          expect(verify(here.core.db).problems).toEqual([]);
          expect(unsayable(here.core.db)).toEqual([]);
          figuresAgree(here.core.db, here.clock.now(), 'America/New_York');
          const nowLeft = new Set(ids(here.core, LEFT));
          expect(left.filter((id) => !nowLeft.has(id))).toEqual([]);
          // Texts that only the other store had queued do not leave from here.
          const nowQueued = new Set(ids(here.core, "SELECT id FROM message WHERE state = 'queued'"));
          expect(waiting.filter((id) => nowQueued.has(id) && !queuedHere.has(id))).toEqual([]);
          const held = new Set(
            ids(here.core, "SELECT id FROM conversation WHERE hold_at IS NOT NULL OR opt_state <> 'none'"),
          );
          const stillOpen = new Set(
            ids(here.core, "SELECT conversation_id AS id FROM action WHERE state = 'open' AND holds = 1"),
          );
          expect(holds.filter((id) => stillOpen.has(id) && !held.has(id))).toEqual([]);
          // A person who got a first text there gets none from here.
          here.tick();
          for (const number of here.acts.send()) {
            const id = here.people.find((person) => person.number === number)?.id ?? '';
            const first = all(
              here.core.db,
              "SELECT 1 FROM message WHERE conversation_id = ? AND kind = 'initial' AND settled_at = ?",
              id,
              here.clock.now(),
            );
            expect(first.length > 0 && texted.has(id), number).toBe(false);
          }
        } finally {
          there.remove();
          await here.remove();
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a test on oneself that ran on another console is over here, and what it had queued stays', async () => {
  const here = keepingWorld({ apart: true });
  const there = secondConsole(here);
  const file = join(there.dir, 'copy.sqlite');
  try {
    const number = fictionNumber('US', 70);
    const tester = { id: here.admin, name: 'Maya' };
    const asked = { campaignId: here.campaignId, number, fields: {}, confirmed: [] };
    const { refused } = there.core.write((tx) => beginTest(there.core, tx, tester, asked));
    expect(refused).toBeNull();
    there.core.write((tx) => halt(there.core, tx, 'moved', null));
    copyStore(join(there.core.storeDir, STORE_FILE), FILE_KEY, file);
    uniteHere(here.core, { file, key: FILE_KEY, actorId: here.admin, as: 'import', madeAt: 0 });

    expect(listTests(here.core.db, here.campaignId)).toMatchObject([{ number, endedAt: expect.any(Number) }]);
    expect(here.acts.send()).toEqual([]);
    expect(verify(here.core.db).problems).toEqual([]);
    // It begins anew here like any other.
    expect(here.core.write((tx) => beginTest(here.core, tx, tester, asked)).refused).toBeNull();
    expect(here.acts.send()).toEqual([number]);
  } finally {
    there.remove();
    await here.remove();
  }
});
