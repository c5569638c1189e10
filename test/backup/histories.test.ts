import { expect, test } from 'vitest';
import { act, type Member, optedOut, shouldBe, words } from './acts.ts';
import { applyStore, changeOf, hasRows, shown } from './consoles.ts';
import { agree, deliver, dice, hear, logOf, seeds } from './exchange.ts';
import { organisation } from './organisation.ts';

/** Consoles on which people work, by the product's own procedures, and which then exchange what they did. */

test.each(seeds)('people work on consoles that exchange every act: history %i', (seed) => {
  const roll = dice(seed + 500);
  const members = organisation(['X', 'Y', 'Z'].slice(0, 2 + roll(2)));
  const consoles = members.map(({ at }) => at);
  const logs = consoles.map((at) => logOf(at));
  for (let count = 0; count < 60; count += 1) {
    const which = roll(members.length);
    const [member, log] = [members[which], logs[roll(logs.length)]];
    if (member === undefined || log === undefined) continue;
    // It works, or hears a little of one of the others.
    if (roll(4) === 0) hear(member.at, log, logs, roll);
    else {
      act(member, roll);
      const change = changeOf(member.at);
      if (hasRows(change)) logs[which]?.changes.push(change);
    }
  }
  const should = shouldBe(consoles);
  deliver(consoles, logs, roll);
  agree(consoles, 'act by act');
  for (const at of consoles) {
    expect(optedOut(at)).toEqual(should);
    expect(words(at)).toEqual([]);
  }
  const before = consoles.map(shown);
  for (const at of consoles) for (const of of consoles) if (at !== of) applyStore(at, of);
  expect(consoles.map(shown)).toEqual(before);
  for (const { db } of consoles) db.close();
});

test.each(seeds)('people work on consoles that exchange whole stores: history %i', (seed) => {
  const roll = dice(seed + 2500);
  const members = organisation(['X', 'Y', 'Z']);
  const consoles = members.map(({ at }) => at);
  const any = () => members[roll(members.length)] as Member;
  for (let count = 0; count < 60; count += 1) {
    if (roll(8) > 0) act(any(), roll);
    else {
      const [one, other] = [any(), any()];
      if (one !== other) applyStore(one.at, other.at);
    }
  }
  const should = shouldBe(consoles);
  for (let round = 0; round < 2; round += 1)
    for (const at of consoles) for (const of of consoles) if (at !== of) applyStore(at, of);
  agree(consoles, 'whole stores');
  for (const at of consoles) {
    expect(optedOut(at)).toEqual(should);
    expect(words(at)).toEqual([]);
  }
  for (const { db } of consoles) db.close();
});
