import type { Row } from '../../main/core/backup/unite/source.ts';
import { ordered } from '../../main/core/base/ordered.ts';
import { createHybridClock, timeOf } from '../../main/core/store/clock.ts';
import { openMemory } from '../../main/core/store/open.ts';
import { REMOVABLE } from '../../main/core/store/schema/united.ts';
import { all } from '../../main/core/store/statement.ts';
import { NOON } from '../helpers/core.ts';
import { type Change, columns, SHOWN } from './consoles.ts';
import { CHANGES, EMPTY, FACTS, SETS, STATES, SUBJECTS, WORDS } from './generatorWords.ts';

/**
 * Rows of every table, made from the schema alone, by consoles that only talk: each makes rows, later
 * versions of rows that it knows, and takes rows away. A new table is covered by itself; where the schema
 * does not say enough, making a row fails and says which table.
 */

export type Dice = (below: number) => number;

const empty = openMemory();
type Parent = { readonly from: string; readonly table: string };
const PARENTS = new Map(
  SHOWN.map((table) => [
    table,
    all<Parent>(empty, 'SELECT "from", "table" FROM pragma_foreign_key_list(?)', table),
  ]),
);
const TYPES = new Map(
  SHOWN.map((table) => [
    table,
    new Map(
      all<{ name: string; type: string }>(empty, 'SELECT name, type FROM pragma_table_xinfo(?)', table).map(
        ({ name, type }) => [name, type],
      ),
    ),
  ]),
);

export function talker(name: string, dice: Dice, known: Map<string, Row[]>) {
  const clock = createHybridClock(name.padEnd(5, '-'), null);
  let now = NOON - 1_000_000 - dice(100_000);
  let serial = 0;
  const rev = () => {
    now += dice(3) * 1000;
    return clock.next(now);
  };
  const any = <T>(list: readonly T[]): T | undefined => list[dice(list.length)];
  const id = () => {
    serial += 1;
    return `${ordered(now, 7)}${name}${ordered(serial, 8 - name.length)}`;
  };
  const rows = (table: string) => known.get(table) ?? [];
  const keep = (table: string, kept: Row) => {
    const keys = columns(table).filter(({ key }) => key);
    const others = rows(table).filter((each) => keys.some(({ name: key }) => each[key] !== kept[key]));
    known.set(table, [...others, kept]);
    return kept;
  };

  function value(table: string, column: string, nullable: boolean): unknown {
    const words = WORDS[`${table}.${column}`];
    if (words) return any(words) ?? null;
    if (column === 'id') return id();
    if (column === 'rev') return rev();
    if (column === 'subject') return any(SUBJECTS);
    const parent = PARENTS.get(table)?.find(({ from }) => from === column);
    if (parent) {
      const found = any(rows(parent.table));
      if (nullable && (found === undefined || dice(3) === 0)) return null;
      if (found === undefined) throw new Error(`${table}.${column}: no row of ${parent.table}`);
      return found.id;
    }
    if (EMPTY.has(column)) return '';
    // No two keys have one token.
    if (column === 'token_hash') return `token_hash ${id()}`;
    // The lease under which a text was claimed: any, without a throw of the dice.
    if (column === 'fence') return serial % 3;
    if (nullable && dice(2) === 0) return null;
    const type = TYPES.get(table)?.get(column);
    if (type === 'INTEGER') return column.endsWith('at') ? NOON - dice(1000) * 1000 : dice(3);
    if (type === 'BLOB') return Buffer.from('picture');
    return `${column} ${dice(1000)}`;
  }

  /** A new row of a table, as far as what it refers to is known. */
  function row(table: string): Row {
    const made: Record<string, unknown> = {};
    for (const { name: column, nullable } of columns(table)) made[column] = value(table, column, nullable);
    // What is about a person names only their own conversations.
    if ('subject' in made && 'conversation_id' in made && table !== 'message')
      made.conversation_id =
        any(rows('conversation').filter(({ subject }) => subject === made.subject))?.id ?? null;
    switch (table) {
      case 'message': {
        const conversation = rows('conversation').find(({ id: each }) => each === made.conversation_id);
        made.subject = conversation?.subject ?? made.subject;
        made.direction = any(['in', 'out']);
        made.kind = made.direction === 'in' ? 'inbound' : any(['initial', 'reply']);
        Object.assign(made, made.direction === 'in' ? { state: 'received', attempt: 0 } : any(STATES));
        made.provider_id =
          made.direction === 'in'
            ? `p${dice(6)}`
            : made.state === 'sent' || made.state === 'delivered'
              ? String(made.id)
              : null;
        if (made.direction === 'in') {
          // What a provider brought is the same wherever it came in.
          const twin = rows('message').find(
            ({ provider_id, connection_id }) =>
              provider_id === made.provider_id && connection_id === made.connection_id,
          );
          if (twin) Object.assign(made, { ...twin, id: made.id, rev: made.rev });
        }
        made.opt_out_id = null;
        if (made.kind !== 'inbound' && made.conversation_id === null) made.kind = 'reply';
        break;
      }
      case 'review':
        made.opt_out_id = any(rows('opt_out'))?.id ?? null;
        made.action_id = made.opt_out_id === null ? 'some-action' : null;
        break;
      case 'choice':
      case 'question':
      case 'canned_reply':
        made.retired_at = null;
        break;
      case 'answer':
        made.choice_id =
          any(rows('choice').filter(({ question_id }) => question_id === made.question_id))?.id ?? null;
        break;
      case 'opt_out':
        made.message_id = any(rows('message').filter(({ subject }) => subject === made.subject))?.id ?? null;
        break;
      case 'picture':
        Object.assign(made, { kind: 'png', width: 1, height: 1, bytes: 7, created_at: NOON });
        break;
      case 'erasure':
        made.subject = SUBJECTS[3];
        made.ended_at = null;
        break;
      case 'review_item': {
        const taken = new Set(rows('review_item').map(({ opt_out_id }) => opt_out_id));
        const free = rows('opt_out').find(({ id: each }) => !taken.has(each));
        if (!free) throw new Error('review_item: no opt-out is free');
        made.opt_out_id = free.id;
        made.subject = free.subject;
        break;
      }
      case 'message_picture':
        made.subject = rows('message').find(({ id: each }) => each === made.message_id)?.subject;
        break;
      case 'answer_of':
        break;
    }
    if (CHANGES[table] && table !== 'canned_use' && table !== 'job')
      for (const column of CHANGES[table]) made[column] = null;
    return made;
  }

  /** A later version of a row. */
  function later(table: string, of: Row): Row {
    const fixed = new Set([
      ...columns(table)
        .filter(({ key }) => key)
        .map(({ name: column }) => column),
      ...(PARENTS.get(table) ?? []).map(({ from }) => from),
      'subject',
      'created_at',
      'opened_at',
      'at',
      'code',
      'login',
      'hash',
      'number',
      'position',
      'list',
      'since',
      'token_hash',
      'provider_id',
      'direction',
      'kind',
      'state',
      'attempt',
      'beside',
      'opt_out_id',
      'set_at',
    ]);
    if (table === 'message') {
      const at = STATES.findIndex(({ state, attempt }) => state === of.state && attempt === of.attempt);
      const next = at < 0 ? undefined : STATES[at + 1 + dice(2)];
      const moved = next && !(of.state === 'cancelled' || of.state === 'delivered') ? next : {};
      const provider =
        'state' in moved && (moved.state === 'sent' || moved.state === 'delivered')
          ? { provider_id: String(of.id) }
          : {};
      return { ...of, ...moved, ...provider, rev: rev() };
    }
    const may = CHANGES[table];
    if (may) {
      const changed: Record<string, unknown> = { ...of };
      for (const column of may) {
        if (table === 'canned_use' || column === 'updated_at')
          changed[column] = Number(of[column]) + 1 + dice(2);
        else if (of[may[0] ?? ''] === null || table === 'job') changed[column] = value(table, column, false);
      }
      return changed;
    }
    const free = columns(table).filter(({ name: column }) => !fixed.has(column) && column !== 'rev');
    const changed: Record<string, unknown> = { ...of, rev: rev() };
    for (let count = 1 + dice(2); count > 0; count -= 1) {
      const column = any(free);
      if (column) changed[column.name] = value(table, column.name, column.nullable);
    }
    if (table === 'action') {
      if (dice(2) === 0)
        Object.assign(changed, {
          asked_again_at:
            Math.max(Number(of.asked_again_at ?? 0), Number(of.opened_at), Number(of.held_at ?? 0)) +
            1 +
            dice(5),
          held_at: of.held_at,
        });
      else
        Object.assign(changed, {
          state: 'done',
          resolution: 'dismissed',
          asked_again_at: of.asked_again_at,
          held_at: of.held_at,
        });
    }
    if (table === 'number_fact')
      Object.assign(changed, of.ended_at === null ? {} : { ended_at: of.ended_at });
    if (table === 'texter_note') Object.assign(changed, { seen_at: of.seen_at ?? changed.seen_at });
    if (table === 'api_key') Object.assign(changed, { revoked_at: of.revoked_at ?? changed.revoked_at });
    if (table === 'message_picture' && of.state !== 'there' && dice(2) === 0)
      changed.state = any(['there', 'failed']);
    if (table === 'number_fact' || table === 'texter_note') return changed;
    return changed;
  }

  /** All that a campaign asks or offers, saved anew. */
  function save(table: string): Change {
    const campaign = any(rows('campaign'));
    if (!campaign) return {};
    const at = rev();
    if (table === 'canned_reply') {
      const own = rows(table).filter(({ campaign_id }) => campaign_id === campaign.id);
      const more: Row = { ...row(table), campaign_id: campaign.id };
      return {
        [table]: [...own, more].map((each, place) =>
          keep(table, {
            ...each,
            position: place,
            rev: at,
            retired_at: each.retired_at ?? (dice(3) === 0 ? timeOf(at) : null),
          }),
        ),
      };
    }
    const own = rows('question').filter(({ campaign_id }) => campaign_id === campaign.id);
    const more: Row = { ...row('question'), campaign_id: campaign.id };
    const asked = own.some(({ code }) => code === more.code) ? own : [...own, more];
    const questions = asked.map((each, place) =>
      keep('question', {
        ...each,
        position: place,
        rev: at,
        retired_at: each.retired_at ?? (dice(3) === 0 ? timeOf(at) : null),
      }),
    );
    const choices = questions.flatMap((question) => {
      const had = rows('choice').filter(({ question_id }) => question_id === question.id);
      const made: Row = { ...row('choice'), question_id: question.id };
      return [...had, ...(had.some(({ code }) => code === made.code) ? [] : [made])].map((each) =>
        keep('choice', { ...each, rev: at, label: `label ${dice(9)}` }),
      );
    });
    return { question: questions, choice: choices };
  }

  /** A picture goes with every row that refers to it, since it is deleted where none does. */
  const withPictures = (change: Change): Change => {
    const ids = new Set(Object.values(change).flatMap((list) => list.map(({ picture_id }) => picture_id)));
    const pictures = rows('picture').filter(({ id: each }) => ids.has(each));
    return pictures.length === 0 ? change : { ...change, picture: [...(change.picture ?? []), ...pictures] };
  };
  const plain = {
    known,
    /** A row of every table. */
    everything(order: readonly string[]): Change[] {
      return order.map((table) => (SETS.has(table) ? save(table) : { [table]: [keep(table, row(table))] }));
    },
    /** Something new, something changed, or something taken away. */
    change(): Change {
      const table = any(SHOWN) ?? 'note';
      if (SETS.has(table)) return save(table);
      const of = any(rows(table));
      if (of === undefined || dice(3) === 0) {
        try {
          const made = row(table);
          const keys = columns(table).filter(({ key }) => key);
          // Of a row under the same key it is a later version.
          const same = rows(table).find((each) => keys.every(({ name: key }) => each[key] === made[key]));
          if (same) return FACTS.has(table) ? {} : { [table]: [keep(table, later(table, same))] };
          return { [table]: [keep(table, made)] };
        } catch {
          return {};
        }
      }
      const keys = REMOVABLE[table];
      if (
        keys &&
        table !== 'connection' &&
        table !== 'sender_number' &&
        table !== 'campaign' &&
        dice(4) === 0
      ) {
        known.set(
          table,
          rows(table).filter((each) => each !== of),
        );
        return { removed: [{ kind: table, id: keys.map((key) => of[key]).join(' '), rev: of.rev }] };
      }
      if (FACTS.has(table)) return {};
      if (!columns(table).some(({ name: column }) => column === 'rev') && !CHANGES[table])
        throw new Error(`${table} has no revision: say in test/backup/generator.ts what of it may change`);
      return { [table]: [keep(table, later(table, of))] };
    },
  };
  return {
    known,
    everything: (order: readonly string[]) => plain.everything(order).map(withPictures),
    change: () => withPictures(plain.change()),
  };
}
