import { afterEach, expect, test } from 'vitest';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import type { Heads } from '../../main/core/consoles/log/changeLog.ts';
import { positions } from '../../main/core/consoles/positionRecord.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { isComingIn } from '../../main/core/store/capture/capture.ts';
import { all } from '../../main/core/store/statement.ts';
import { act, optedOut, shouldBe, words } from '../backup/acts.ts';
import { agree, dice, seeds } from '../backup/exchange.ts';
import type { Dice } from '../backup/generator.ts';
import { type LogMember, membersOn, rowsOf, untilQuiet } from './members.ts';
import { memoryLog } from './memoryLog.ts';

/**
 * Consoles that work apart and tell each other through a log, in any order, with crashes in between: all
 * agree in the end.
 */

afterEach(() => onFaultPoint(null));

const POINTS = ['consoles.sealed', 'consoles.appended', 'consoles.applying'] as const;
class Crash extends Error {}

/** What has happened so far, as far as somebody has read on. */
function partOf(heads: Heads, known: Heads, roll: Dice): Heads {
  return new Map(
    [...heads].map(([name, n]) => {
      const from = known.get(name) ?? 0;
      return [name, from + roll(n - from + 1)];
    }),
  );
}

/** Runs until it ends, or the process at the next of these points. True: it ended. */
async function crashing(point: string | null | undefined, work: () => Promise<unknown>): Promise<boolean> {
  onFaultPoint((at) => {
    if (at === point) throw new Crash();
  });
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return false;
  } finally {
    onFaultPoint(null);
  }
}

type Members = [LogMember, LogMember, ...LogMember[]];

/** A crash at every point, whatever the dice said, each of a process whose store goes on. */
async function crashEverywhere(members: Members, again: (member: LogMember) => LogMember): Promise<void> {
  for (const point of POINTS) {
    members[0].acts.optOut(1);
    const which = point === 'consoles.applying' ? 1 : 0;
    if (which === 1) await members[0].send();
    const work = () => (which === 1 ? members[1].receive() : members[0].send());
    expect(await crashing(point, work), point).toBe(false);
    members[which] = again(members[which]);
  }
}

/** A console hears a part of what another one wrote at one moment; nothing looks as if it was lost. */
async function hearAPart([teller, hearer]: Members): Promise<void> {
  await teller.send();
  teller.acts.optOut(0);
  expect(await crashing('consoles.appended', () => teller.send())).toBe(false);
  await hearer.receive();
  expect(isComingIn(hearer.at.core.db)).toBe(true);
  expect(verify(hearer.at.core.db).problems).toEqual([]);
}

test.each(seeds.flatMap((seed) => [seed, seed + 100, seed + 200]))(
  'consoles over a log, with crashes: history %i',
  async (seed) => {
    const roll = dice(seed + 9000);
    const log = memoryLog((names) => [...names].sort(() => roll(3) - 1));
    // Few rows go in one change, so that what was written at one moment comes in parts.
    const rows = roll(2) === 0 ? 1 + roll(5) : 2000;
    const again = (member: LogMember) => rowsOf(log, member, rows);
    const members = membersOn(log, ['V', 'W', 'X', 'Y', 'Z'].slice(0, 2 + roll(4))).map(again) as Members;
    const any = () => roll(members.length);
    for (let count = 0; count < 90; count += 1) {
      const which = any();
      const member = members[which] as LogMember;
      const what = roll(10);
      if (what < 6) act(member, roll);
      else {
        const point = roll(3) === 0 ? POINTS[what < 8 ? roll(2) : 2] : null;
        const known = positions(member.at.core.db);
        const work = () => (what < 8 ? member.send() : member.receive(partOf(log.heads(), known, roll)));
        const ended = await crashing(point, work);
        // At no moment does anything look as if it was lost.
        expect(verify(member.at.core.db).problems).toEqual([]);
        // Another process goes on with the store.
        if (!ended) members[which] = again(member);
      }
    }
    await crashEverywhere(members, again);
    members[0] = rowsOf(log, members[0], 1);
    await hearAPart(members);
    members[0] = again(members[0]);
    const should = shouldBe(members.map(({ at }) => at));
    await untilQuiet(members);
    agree(
      members.map(({ at }) => at),
      'over a log',
    );
    for (const { at } of members) {
      expect(optedOut(at)).toEqual(should);
      expect(words(at)).toEqual([]);
      // What somebody took back anywhere waits nowhere.
      expect(all(at.db, "SELECT 1 FROM message WHERE state = 'queued' AND taken_back IS NOT NULL")).toEqual(
        [],
      );
      expect(verify(at.core.db).problems).toEqual([]);
    }
    const entries = members.map(({ at }) =>
      all(at.db, 'SELECT id, chain, position, hash FROM ledger ORDER BY id'),
    );
    for (const found of entries) expect(found).toEqual(entries[0]);
    // Nobody who is opted out is texted from anywhere afterwards.
    for (const { acts, at } of members) {
      const sent = acts.send();
      const stopped = sent.filter((number) => should.has(at.core.subject(number)));
      const confirmations = all<{ number: string }>(
        at.db,
        "SELECT c.number FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.kind = 'confirmation'",
      ).map(({ number }) => number);
      expect(stopped.filter((number) => !confirmations.includes(number))).toEqual([]);
    }
    for (const { db } of members.map(({ at }) => at)) db.close();
  },
);
