import { expect, test } from 'vitest';
import {
  apply,
  applyStore,
  BROUGHT,
  type Change,
  type Console,
  hasRows,
  openConsole,
  shown,
} from './consoles.ts';
import { agree, deliver, dice, logOf, seeds } from './exchange.ts';
import { type Dice, talker } from './generator.ts';

/**
 * Consoles that exchange what they did agree in the end, in whatever order and how often it came: the same
 * bytes in all that the product shows. Rows of every table are made from the schema (generator.ts).
 */

/** Tables in an order in which each refers only to earlier ones. */
const ORDER = [
  ...'setting account second_factor recovery_code connection sender_number saved_list saved_list_member campaign campaign_texter job job_refusal conversation picture canned_reply question canned_use message message_picture campaign_picture opt_out reversal reversal_of provider_block action number_fact prevented erasure review_item review note tag texter_note conversation_tag reminder saved_view api_key webhook_endpoint answer'.split(
    ' ',
  ),
];

/** Three logs of changes: one that makes the first rows, and two that go on from there without each other. */
function logs(roll: Dice, length: number): Change[][] {
  const first = talker('A', roll, new Map());
  const log = [...first.everything(ORDER), ...first.everything(ORDER.filter((table) => table !== 'setting'))];
  const others = ['B', 'C'].map((name) => {
    const one = talker(name, roll, new Map([...first.known].map(([table, rows]) => [table, [...rows]])));
    return Array.from({ length }, () => one.change());
  });
  for (let count = 0; count < length / 2; count += 1) log.push(first.change());
  return [log, ...others].map((changes) => changes.filter(hasRows));
}

test('every table that is brought gets rows in these tests', () => {
  const covered = new Set([...ORDER, 'choice', 'ledger', 'removed', 'other_id']);
  expect(BROUGHT.filter((table) => !covered.has(table))).toEqual([]);
});

test.each(seeds)('changes in any order, row by row: history %i', (seed) => {
  const roll = dice(seed);
  const consoles = ['X', 'Y', 'Z'].slice(0, 2 + roll(2)).map((name) => openConsole(name));
  const given = logs(roll, 40).map((changes) => logOf(null, changes));
  deliver(consoles, [...given, ...consoles.map((at) => logOf(at))], roll);
  agree(consoles, 'row by row');
  // Whole stores bring nothing that the changes had not brought.
  const before = shown(consoles[0] as Console);
  for (const at of consoles) for (const of of consoles) if (at !== of) applyStore(at, of);
  agree(consoles, 'whole stores after them');
  expect(shown(consoles[0] as Console)).toEqual(before);
  for (const { db } of consoles) db.close();
});

test.each(seeds)('whole stores in any order: history %i', (seed) => {
  const roll = dice(seed + 1000);
  const consoles = ['X', 'Y', 'Z'].map((name) => openConsole(name));
  const given = logs(roll, 40);
  for (const [index, log] of given.entries())
    for (const change of log) apply(consoles[index] as Console, change);
  const any = () => consoles[roll(consoles.length)] as Console;
  for (let count = 0; count < 4; count += 1) {
    const [at, of] = [any(), any()];
    if (at !== of) applyStore(at, of);
  }
  for (let round = 0; round < 2; round += 1)
    for (const at of consoles) for (const of of consoles) if (at !== of) applyStore(at, of);
  agree(consoles, 'whole stores');
  const before = consoles.map(shown);
  for (const at of consoles) for (const of of consoles) if (at !== of) applyStore(at, of);
  expect(consoles.map(shown)).toEqual(before);
  for (const { db } of consoles) db.close();
});
