import { storedFrom } from '../../../../shared/text/stored.ts';
import { countAsFirst } from '../../conversations/messageRecord.ts';
import { moveRemoved, noteOtherId, takeEarly } from '../../people/unionRecord.ts';
import { SENTENCE_COLUMNS } from '../../store/sentenceColumns.ts';
import { follow, notePicture, touch, wasRemoved } from './cameIn.ts';
import { attach, detach, drop } from './children.ts';
import { withoutOrphans } from './early.ts';
import { withoutErased } from './erased.ts';
import { find, insert, keyOf, sameThing, update } from './rows.ts';
import { inOurIds, ourId, shapeOf } from './shape.ts';
import type { Row } from './source.ts';
import { takeAway } from './takeAway.ts';
import { mayBeFirst } from './texts.ts';
import { compare, note, tell, type Union } from './union.ts';
import { joined } from './versions.ts';

/**
 * Sentences of another store are parsed as ours are, so that a foreign file cannot make Heed say anything
 * else.
 */
function withSentences(table: string, row: Record<string, unknown>): Record<string, unknown> {
  for (const column of SENTENCE_COLUMNS[table] ?? [])
    if (column in row) row[column] = storedFrom(row[column]);
  return row;
}

/** Rows that waited for this one are taken now. */
function bringEarly(union: Union, table: string, id: string): void {
  for (const { kind, row } of takeEarly(union.tx.db, table, id)) take(union, kind, JSON.parse(row) as Row);
}

/** Takes one of their rows: adds it, makes one of it and ours, or leaves it. */
function take(union: Union, table: string, came: Row): void {
  const rules = union.rules[table] ?? {};
  const shape = shapeOf(union, table);
  if (shape.shared.length === 0) return;
  const theirs = follow(union, came);
  const withoutDerived = rules.withoutDerived ?? ((each: Row) => each);
  const wanted = withoutDerived(withSentences(table, inOurIds(union, shape, theirs)));
  const taken = rules.theirs ? rules.theirs(wanted) : wanted;
  if (taken !== null) notePicture(union, taken);
  const known = taken && withoutErased(union, table, taken);
  if (known === null) return;
  let row: Record<string, unknown> = { ...known };
  if (wasRemoved(union, table, row)) {
    if (union.mode !== 'restore') return;
    row.rev = union.tx.rev();
  }
  const other = sameThing(union, table, row);
  if (other !== null) {
    const mine = String(row.id);
    if (union.mode === 'changes') unify(union, table, mine, other);
    else union.same.set(mine, other);
    row = inOurIds(union, shape, row);
  }
  const found = find(union, table, row);
  if (found) {
    // About whom a row is never changes: that person's opt-out, say, would be gone.
    if ('subject' in row && row.subject !== found.subject) return;
    const ours = withoutDerived(found);
    const change = rules.onConflict ? rules.onConflict(ours, row) : joined(union, table, ours, row);
    if (change !== null) rewrite(union, table, ours, change, found);
    return;
  }
  const made = rules.onInsert ? rules.onInsert(row) : row;
  const whole = made && withoutOrphans(union, table, { ...made });
  if (!whole) return;
  if (!insert(union, table, whole)) return;
  union.added.set(table, (union.added.get(table) ?? 0) + 1);
  touch(union, table, whole);
  rules.after?.(whole);
  if (shape.keys.length === 1) bringEarly(union, table, String(whole[shape.keys[0] ?? '']));
}

/** Writes into our row what differs. */
function rewrite(union: Union, table: string, ours: Row, wanted: Row, stored: Row): void {
  const shape = shapeOf(union, table);
  const differing = Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => name in ours && !shape.keys.includes(name) && compare(ours[name], value) !== 0,
    ),
  );
  if (Object.keys(differing).length === 0) return;
  // Of another version that an older set retired, nothing is known yet.
  if ('retired_at' in wanted) differing.retired_at = wanted.retired_at;
  const keys = keyOf(union, table, ours);
  const whole = withoutOrphans(union, table, { ...ours, ...wanted, ...keys });
  if (!whole) return;
  const names = Object.keys(differing).filter(
    (name) => compare((name === 'retired_at' ? stored : ours)[name], whole[name]) !== 0,
  );
  if (names.length === 0) return;
  // A name that another row has by now, as after a change of names: both are one thing.
  const other = union.mode === 'changes' ? sameThing(union, table, whole) : null;
  if (other !== null) {
    unify(union, table, String(ours.id), other);
    take(union, table, { ...whole, id: ourId(union, String(ours.id)) });
    return;
  }
  // Whether it counts as the first text follows when its conversation is looked at (texts.ts).
  if (table === 'message' && (!mayBeFirst(ours) || ours.conversation_id === null) && mayBeFirst(whole))
    countAsFirst(union.tx, String(ours.id), false);
  update(union, table, keys, Object.fromEntries(names.map((name) => [name, whole[name]])));
  touch(union, table, whole);
  // Where it belonged before has changed as well.
  touch(union, table, ours);
}

/** Takes all their rows of a table. */
export function bringTable(union: Union, table: string): void {
  for (const row of union.source.rows(table)) take(union, table, row);
}

/**
 * Two ids turn out to be one thing, such as a reply that two consoles took in: the smaller id stays on every
 * console. Rows that refer to the other one refer to it from now on.
 */
export function unify(union: Union, table: string, one: string, another: string): void {
  const { db } = union.tx;
  const [stays, goes] = one < another ? [one, another] : [another, one];
  if (stays === goes) return;
  noteOtherId(db, table, goes, stays);
  note(union.came, table, stays);
  tell(union, 'other_id', goes);
  const gone = moveRemoved(db, goes, stays);
  const ours = find(union, table, { id: goes });
  const children = detach(union, table, { goes, stays });
  const both = ours !== undefined && find(union, table, { id: stays }) !== undefined;
  if (both) drop(union, table, ours);
  else if (ours) {
    update(union, table, { id: goes }, { id: stays });
    touch(union, table, { ...ours, id: stays });
  }
  attach(union, children.kept, stays);
  if (ours && both) take(union, table, { ...ours, id: stays });
  for (const { table: child, row } of children.out) putBack(union, child, row);
  bringEarly(union, table, goes);
  bringEarly(union, table, stays);
  // What is here under the one id may have been taken away under the other.
  for (const each of gone) takeAway(union, each);
}

/** A row of ours that was taken out, under the ids that count now. */
function putBack(union: Union, table: string, row: Row): void {
  const shape = shapeOf(union, table);
  const mapped: Record<string, unknown> = { ...row };
  for (const name of shape.ids)
    if (typeof mapped[name] === 'string') mapped[name] = ourId(union, mapped[name]);
  if (wasRemoved(union, table, mapped)) return;
  if (find(union, table, mapped) || sameThing(union, table, mapped) !== null) {
    take(union, table, mapped);
    return;
  }
  // Which of two first texts counts is worked out anew (texts.ts).
  const whole =
    table === 'message' && mapped.kind === 'initial' ? { ...mapped, kind: 'reply', beside: 1 } : mapped;
  insert(union, table, whole);
  touch(union, table, whole);
}
