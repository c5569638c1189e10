import assert from 'node:assert/strict';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { comparePictures } from './keptPictures.ts';
import type { Model } from './model.ts';
import type { Text, TextState } from './types.ts';
import type { World } from './world.ts';

const STATES: Readonly<Record<string, TextState>> = {
  queued: 'queued',
  sending: 'sending',
  sent: 'sent',
  delivered: 'sent',
  unknown: 'unknown',
  cancelled: 'stopped',
  prevented: 'stopped',
  dropped: 'stopped',
  failed: 'failed',
};

/**
 * What is compared of actions. Those about a provider's block alone are left out, since design section 2
 * does not name them.
 */
const KINDS = /^(opt-out-by-hand|likely-opt-out|lost|asked-to-resume|wrong-number)/;

function people(model: Model, world: World): void {
  const { db, subject } = world.core();
  for (const [contact, number] of world.numbers.entries()) {
    const person = model.person(contact);
    assert.equal(isOptedOut(db, subject(number)), model.optedOut(contact), `opt-out of contact ${contact}`);
    for (const [which, ours] of world.senders.entries()) {
      const block = one<{ state: string }>(
        db,
        `SELECT b.state FROM provider_block b JOIN sender_number s ON s.id = b.sender_number_id
         WHERE b.subject = ? AND s.number = ? AND b.state <> 'cleared'`,
        subject(number),
        ours,
      );
      assert.equal(block?.state ?? 'none', person.blocks[which], `block of contact ${contact} at ${which}`);
      const row = one<{ held: number; state: string; outcome: string | null }>(
        db,
        'SELECT hold_at IS NOT NULL AS held, state, outcome FROM conversation WHERE id = ?',
        world.conversation(contact, which),
      );
      const closed = model.optedOut(contact) || person.closed[which];
      assert.equal(row?.held === 1, model.held(contact), `hold of contact ${contact} in ${which}`);
      assert.equal(row?.state === 'closed', closed, `contact ${contact} in ${which} is ${row?.state}`);
      assert.equal(
        row?.outcome === 'wrong-number',
        person.closed[which],
        `wrong number ${contact}, ${which}`,
      );
    }
  }
}

/** Each reply counts once, in whichever way it came first. */
function replies(model: Model, world: World): void {
  const counted = all<{ id: string }>(
    world.core().db,
    "SELECT provider_id AS id FROM message WHERE direction = 'in' ORDER BY provider_id",
  );
  const known = model.said.filter((text) => text.known);
  assert.deepEqual(
    counted.map(({ id }) => id),
    known.map(({ id }) => id).sort(),
    'replies',
  );
}

/** Open actions of the product, `kind/contact/campaign`. */
export function openActions(
  world: World,
): { readonly id: string; readonly key: string; readonly holds: boolean }[] {
  const { db } = world.core();
  return all<{ id: string; kind: string; rule: string; number: string; ours: string; holds: number }>(
    db,
    `SELECT a.id, a.kind, a.rule, a.holds, c.number, s.number AS ours FROM action a JOIN conversation c ON c.id = a.conversation_id
     JOIN sender_number s ON s.id = c.sender_number_id WHERE a.state = 'open' ORDER BY a.id`,
  )
    .map(({ id, kind, rule, number, ours, holds }) => ({
      id,
      key: `${rule === 'inbound-lost' ? 'lost' : kind}/${world.numbers.indexOf(number)}/${world.senders.indexOf(ours)}`,
      holds: holds === 1,
    }))
    .filter(({ key }) => KINDS.test(key) || key.startsWith('send-outcome-unknown'));
}

function actions(model: Model, world: World): void {
  const open = openActions(world).filter(({ key }) => KINDS.test(key));
  // Where the design leaves open whether there is an action, the model takes over what the product did, and
  // judges what follows from it.
  for (const { key, holds } of open) {
    const since = model.maybe.get(key);
    if (since !== undefined) model.actions.set(key, { since, holds });
  }
  model.maybe.clear();
  assert.deepEqual(open.map(({ key }) => key).sort(), [...model.actions.keys()].sort(), 'open actions');
}

type Row = {
  readonly body: string;
  readonly number: string;
  readonly state: string;
  readonly provider_id: string | null;
};

/** Heed is told later than the provider knew, or in another way, so both states are right here. */
function agrees(model: Model, text: Text, state: TextState): boolean {
  if (text.state === state) return true;
  if (text.state === 'unknown') return state === 'sent' && text.took > 0;
  // A person chose "send again", and then the first attempt turned out to have arrived: nobody gets a text
  // twice.
  if (text.state === 'queued' && state === 'sent') return text.sends > 1 && text.took > 0;
  return text.state === 'queued' && state === 'stopped' && model.never(text) !== null;
}

function texts(model: Model, world: World): void {
  const rows = all<Row>(
    world.core().db,
    `SELECT body, number, state, provider_id FROM message WHERE direction = 'out' AND kind <> 'provider-text'
     ORDER BY created_at, id`,
  );
  for (const [contact, number] of world.numbers.entries()) {
    const ours = model.texts.filter((text) => text.contact === contact);
    const theirs = rows.filter((row) => row.number === number);
    assert.deepEqual(theirs.map(({ body }) => body).sort(), ours.map(({ body }) => body).sort(), 'texts');
    const left = [...theirs];
    for (const text of ours) {
      const [row] = left.splice(
        left.findIndex(({ body }) => body === text.body),
        1,
      );
      const state = STATES[row?.state ?? ''] ?? 'failed';
      assert.equal(agrees(model, text, state), true, `${JSON.stringify(text)} is ${row?.state}`);
      text.state = state;
    }
    phone(world, number, ours, theirs);
  }
}

/** Counts what the contacts' phones show. */
function phone(world: World, number: string, ours: readonly Text[], theirs: readonly Row[]): void {
  const shown = world.simulator.control.contact(number).filter(({ sentBy }) => sentBy === 'account');
  for (const body of new Set([...shown, ...ours].map((text) => text.body))) {
    const same = ours.filter((text) => text.body === body);
    const count = shown.filter((text) => text.body === body).length;
    const took = same.reduce((sum, text) => sum + text.took, 0);
    const meant = same.reduce((sum, text) => sum + text.sends, 0);
    assert.equal(count, took, `"${body}" on the telephone of ${number}`);
    assert.ok(count <= meant, `"${body}" at most once for each that was meant`);
  }
  for (const row of theirs) {
    const named = shown.find(({ id }) => id === row.provider_id);
    if (named) assert.equal(named.body, row.body, 'a receipt belongs to its own text');
  }
}

/** Compares model and product, and both with what the contacts' phones show. */
export function compare(model: Model, world: World): void {
  replies(model, world);
  actions(model, world);
  people(model, world);
  texts(model, world);
  comparePictures(model, world);
}
