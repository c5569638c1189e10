import type { StoredHanding } from '../../../main/core/conversations/handing.ts';
import { all } from '../../../main/core/store/statement.ts';
import type { Model } from '../model.ts';
import { MINUTE, type Text } from '../types.ts';
import type { World } from '../world.ts';
import type { Person } from './organisation.ts';

/** Who has which contact, by the rules of handing out alone. */

/** A conversation as the store has it: what the model of texts does not know. */
export type Row = {
  readonly id: string;
  readonly contact: number;
  readonly which: number;
  readonly texter: string | null;
  readonly state: 'to-send' | 'to-answer' | 'waiting' | 'closed';
  readonly opt: 'none' | 'manual' | 'automatic';
  readonly pool: number | null;
};

/** In the order in which they were imported. */
export function rowsOf(world: World): Row[] {
  const rows = all<Omit<Row, 'contact' | 'which'> & { number: string; campaign: string }>(
    world.core().db,
    `SELECT id, number, campaign_id AS campaign, texter_id AS texter, state, opt_state AS opt, pool_since AS pool
     FROM conversation ORDER BY rowid`,
  );
  const contacts = new Map(world.numbers.map((number, contact) => [number, contact]));
  return rows.map(({ number, campaign, ...row }) => ({
    ...row,
    contact: contacts.get(number) ?? -1,
    which: campaign === world.campaign(0) ? 0 : 1,
  }));
}

/** What a press of the button gives: these, in any order; or the code of a refusal. */
export type Given = { readonly code: string } | { readonly ids: readonly string[] };

export class Hands {
  readonly handing: StoredHanding;
  private readonly model: Model;
  private readonly people: readonly Person[];
  /** By conversation. */
  private readonly held = new Map<string, { readonly texter: string; readonly since: number }>();
  private readonly begun: { texter: string; id: string; which: number; at: number; text: Text }[] = [];

  constructor(model: Model, people: readonly Person[], handing: StoredHanding) {
    this.model = model;
    this.people = people;
    this.handing = handing;
  }

  holder(id: string): string | null {
    return this.held.get(id)?.texter ?? null;
  }

  give(id: string, texter: string | null): void {
    if (texter === null) this.held.delete(id);
    else this.held.set(id, { texter, since: this.model.now });
  }

  /** Somebody wrote a first text. */
  wrote(texter: string, row: Row, text: Text): void {
    this.begun.push({ texter, id: row.id, which: row.which, at: this.model.now, text });
  }

  /** Those of a texter who were not begun. */
  private unsent(rows: readonly Row[], texter: string, which: number): Row[] {
    return rows.filter(
      (row) =>
        row.which === which &&
        row.state === 'to-send' &&
        row.opt !== 'automatic' &&
        this.holder(row.id) === texter,
    );
  }

  private mayBeGiven(row: Row): boolean {
    const { model } = this;
    const person = model.person(row.contact);
    return (
      this.holder(row.id) === null &&
      row.state === 'to-send' &&
      !model.optedOut(row.contact) &&
      !model.held(row.contact) &&
      !model.waits(row.contact) &&
      !model.isWrong(row.contact) &&
      person.blocks[row.which] !== 'confirmed'
    );
  }

  /** What a press gives. `today`: when the day began. */
  asks(rows: readonly Row[], person: Person, which: number, today: number): Given {
    const { id } = person;
    if (id === null || !person.member.has(which)) return { code: 'NOT_FOUND' };
    if (this.model.paused.has(which)) return { code: 'CONFLICT' };
    const { batch, mostPerDay } = this.handing;
    const inHand = this.unsent(rows, id, which).length;
    const hidden = new Set(rows.filter(({ opt }) => opt === 'automatic').map((row) => row.id));
    const begun = new Set(
      this.begun
        .filter((one) => one.texter === id && one.which === which && one.at >= today)
        .filter((one) => one.text.state !== 'stopped' || hidden.has(one.id))
        .map((one) => one.id),
    );
    const room = mostPerDay === null ? batch : mostPerDay - begun.size - inHand;
    if (room <= 0) return { code: 'CONFLICT' };
    if (inHand >= batch) return { ids: [] };
    const free = rows.filter((row) => row.which === which && this.mayBeGiven(row));
    return { ids: free.slice(0, Math.min(batch, room)).map((row) => row.id) };
  }

  /** Gives back what a texter has not begun; returns how many. */
  givesBack(rows: readonly Row[], texter: string, which: number, until = Number.POSITIVE_INFINITY): number {
    const back = this.unsent(rows, texter, which).filter(
      ({ id }) => (this.held.get(id)?.since ?? 0) <= until,
    );
    for (const { id } of back) this.held.delete(id);
    return back.length;
  }

  /** The texters of a campaign were changed: those who are none any more have nothing left to begin. */
  dealt(rows: readonly Row[], which: number): void {
    for (const person of this.people) {
      const stays = person.active && person.member.has(which);
      if (person.id !== null && !stays) this.givesBack(rows, person.id, which);
    }
  }

  private gone(person: Person, which: number): boolean {
    return !person.active || person.role === 'supervisor' || !person.member.has(which);
  }

  /** Whoever left, or did nothing for long, has nothing left to begin. */
  swept(rows: readonly Row[]): void {
    const idle = this.model.now - this.handing.idleMinutes * MINUTE;
    for (const person of this.people) {
      for (const which of [0, 1]) {
        if (person.id === null) continue;
        if (this.gone(person, which)) this.givesBack(rows, person.id, which);
        else if ((person.acted ?? 0) <= idle) this.givesBack(rows, person.id, which, idle);
      }
    }
  }

  /** Whether a reply has to be offered after a sweep: its texter is gone, or it certainly waits too long. */
  mustBeOffered(row: Row): boolean {
    const { model, handing } = this;
    if (row.state !== 'to-answer' || model.optedOut(row.contact) || model.held(row.contact)) return false;
    const held = this.held.get(row.id);
    const person = this.people.find(({ id }) => id === held?.texter);
    if (held === undefined || person === undefined || this.gone(person, row.which)) return true;
    const since = held.since;
    if (Math.max(person.acted ?? 0, since) <= model.now - handing.idleMinutes * MINUTE) return true;
    const said = model.said.filter(
      ({ known, contact, which }) => known && contact === row.contact && which === row.which,
    );
    const last = said.toSorted((a, b) => a.at - b.at).at(-1);
    // A STOP that opted out by itself is hidden from texters, also after an opt-in: they see no reply that
    // waits.
    if (last === undefined || last.word.means === 'stop') return false;
    return Math.max(last.at, since) <= model.now - handing.answerMinutes * MINUTE;
  }

  /** The reply that is given to whoever takes one: of those that are offered, the one that waits longest. */
  takes(rows: readonly Row[], texter: string, which: number): Row | null {
    const offered = rows.filter(
      (row) =>
        row.which === which &&
        row.pool !== null &&
        !this.model.optedOut(row.contact) &&
        !this.model.held(row.contact) &&
        this.holder(row.id) !== texter,
    );
    const [first = null] = offered.toSorted(
      (a, b) => (a.pool ?? 0) - (b.pool ?? 0) || (a.id < b.id ? -1 : 1),
    );
    return first;
  }
}
