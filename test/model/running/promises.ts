import assert from 'node:assert/strict';
import { verify } from '../../../main/core/ledger/verify.ts';
import type { OpenedCore } from '../../../main/core/open/openCore.ts';
import { all } from '../../../main/core/store/statement.ts';
import { unsayable } from '../../helpers/sentences.ts';
import type { Word } from '../words.ts';
import type { Program } from './program.ts';
import type { Notes } from './witness.ts';

export type SaidNow = { readonly id: string; readonly number: string; readonly word: Word };
export type Written = { readonly id: string; readonly body: string; readonly number: string };

const count = (core: OpenedCore, sql: string): number =>
  all<{ n: number }>(core.db, `SELECT count(*) AS n FROM ${sql}`)[0]?.n ?? 0;

/**
 * What the program still has to do by itself; empty once it has finished. Texts behind a hold or an
 * undecided STOP wait for a person.
 */
export function unsettled(program: Program, core: OpenedCore, said: readonly SaidNow[]): string {
  const calls = program.simulator.control
    .callbacks()
    .attempts.filter(({ state }) => state === 'waiting').length;
  const replies = count(core, "message WHERE direction = 'in'");
  const texts = count(
    core,
    `message m WHERE m.state IN ('queued', 'sending') AND NOT EXISTS
       (SELECT 1 FROM action a WHERE a.subject = m.subject AND a.state = 'open'
         AND (a.holds = 1 OR a.kind IN ('opt-out-by-hand', 'likely-opt-out')))`,
  );
  if (calls === 0 && replies === said.length && texts === 0) return '';
  return `${calls} calls wait, ${replies} of ${said.length} replies came, ${texts} texts wait`;
}

/**
 * Weeks later: what is neither decided nor settled, though the program should have done it by itself. Empty
 * if nothing.
 */
export function undecided(core: OpenedCore): string {
  const holds = count(core, "action WHERE state = 'open' AND holds = 1");
  const unknown = count(
    core,
    `message m WHERE m.state = 'unknown' AND NOT EXISTS
       (SELECT 1 FROM action a WHERE a.message_id = m.id AND a.kind = 'send-outcome-unknown')`,
  );
  return holds + unknown === 0 ? '' : `${holds} holds and ${unknown} unknown outcomes are left`;
}

function aboutStops(core: OpenedCore, said: readonly SaidNow[], notes: Notes): void {
  for (const { id, number, word } of said.filter(({ word: { means } }) => means === 'stop')) {
    const optOuts = count(
      core,
      `opt_out o JOIN message m ON m.id = o.message_id WHERE m.provider_id = '${id}'`,
    );
    const asked = count(
      core,
      `action WHERE subject = '${core.subject(number)}' AND kind IN ('opt-out-by-hand', 'likely-opt-out')`,
    );
    const over = count(core, `opt_out WHERE subject = '${core.subject(number)}'`);
    assert.ok(notes.auto ? optOuts > 0 : asked + over > 0, `"${word.text}" of ${number} ended as nothing`);
  }
}

function aboutTexts(program: Program, core: OpenedCore, written: readonly Written[], quiet: string): void {
  for (const { id, body, number } of written) {
    const [row] = all<{ state: string }>(core.db, 'SELECT state FROM message WHERE id = ?', id);
    const shown = program.simulator.control.contact(number).filter((text) => text.body === body).length;
    assert.ok(shown <= 1, `"${body}" came ${shown} times to ${number}`);
    const went = row?.state === 'sent' || row?.state === 'delivered';
    if (went) assert.equal(shown, 1, `"${body}" is ${row?.state} and on no telephone`);
    if (number === quiet)
      assert.ok(went || row?.state === 'unknown', `"${body}" for ${number} is ${row?.state}`);
  }
}

function aboutConfirmations(
  program: Program,
  core: OpenedCore,
  numbers: readonly string[],
  notes: Notes,
): void {
  const doubled = all(
    core.db,
    `SELECT opt_out_id FROM message WHERE kind = 'confirmation' GROUP BY opt_out_id HAVING count(*) > 1 OR opt_out_id IS NULL`,
  );
  assert.deepEqual(doubled, [], 'one confirmation an opt-out');
  for (const number of numbers) {
    const shown = program.simulator.control.contact(number).filter(({ body }) => body === notes.confirmation);
    const due = count(core, `message WHERE kind = 'confirmation' AND number = '${number}'`);
    assert.ok(shown.length <= due, `${number} got ${shown.length} confirmations, ${due} were meant`);
  }
}

/** What must be true at the end of every day, by the simulator's own record. */
export function kept(
  program: Program,
  core: OpenedCore,
  day: {
    said: readonly SaidNow[];
    written: readonly Written[];
    numbers: readonly string[];
    quiet: string;
    notes: Notes;
  },
): void {
  assert.deepEqual(day.notes.wrong, [], 'left after a stop was taken in');
  const replies = all<{ id: string }>(
    core.db,
    "SELECT provider_id AS id FROM message WHERE direction = 'in' ORDER BY provider_id",
  );
  assert.deepEqual(
    replies.map(({ id }) => id),
    day.said.map(({ id }) => id).sort(),
    'each reply once',
  );
  aboutStops(core, day.said, day.notes);
  aboutTexts(program, core, day.written, day.quiet);
  aboutConfirmations(program, core, day.numbers, day.notes);
  assert.deepEqual(verify(core.db).problems, []);
  assert.deepEqual(unsayable(core.db), []);
}
