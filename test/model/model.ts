import type { Region } from '../../shared/schema/words.ts';
import {
  type Action,
  DAY,
  MINUTE,
  type OptOut,
  type Person,
  type Said,
  type Text,
  type Wire,
} from './types.ts';
import { WayIn } from './wayIn.ts';

/**
 * The product as design section 2 describes it, and nothing of how it is built: accounts' acts, opt-outs, provider blocks, holds,
 * texts, confirmations and actions, in one organisation with two campaigns. Campaign `which` sends from sender number `which`.
 */

/** Ten business days are over for certain, holidays and all, and certainly not over yet. */
const SURELY_OVERDUE = 19 * DAY;
/** A text that had to wait is looked at again within this. */
const PATIENCE = 6000;
/** The longest pause after a provider asked for patience. */
const BACKED_OFF = 11 * MINUTE;

export class Model {
  auto = true;
  firstOnly = true;
  now: number;
  readonly wayIn: WayIn;
  readonly region: Region;
  readonly people: Person[];
  readonly texts: Text[] = [];
  readonly said: Said[] = [];
  /** Open actions, `kind/contact/campaign`. */
  readonly actions = new Map<string, Action>();
  /** What design leaves open: such an action may be there or not; and since when it would be. */
  readonly maybe = new Map<string, number>();
  /** Two windows, each with the opt-outs that it saw last. */
  readonly windows: OptOut[][][];
  private backedOffAt = Number.NEGATIVE_INFINITY;
  private readonly confirmation: string;

  constructor(region: Region, contacts: number, now: number, confirmation: string) {
    this.region = region;
    this.now = now;
    this.wayIn = new WayIn(now);
    this.confirmation = confirmation;
    this.people = Array.from({ length: contacts }, () => ({
      optOuts: [],
      blocks: ['none', 'none'],
      holds: [false, false],
    }));
    this.windows = [0, 1].map(() => this.people.map(() => []));
  }

  person(contact: number): Person {
    const found = this.people[contact];
    if (!found) throw new Error(`No contact ${contact}.`);
    return found;
  }

  optedOut(contact: number): boolean {
    return this.person(contact).optOuts.some((fact) => !fact.reversed);
  }

  /** Rules 4, 5: the fact, everything queued cancelled, decisions about opting out done. */
  optOut(contact: number, automatic: boolean): OptOut {
    const fact = { automatic, reversed: false };
    const person = this.person(contact);
    person.optOuts.push(fact);
    person.holds = [false, false];
    for (const text of this.of(contact)) {
      if (text.kind !== 'confirmation' && text.state === 'queued') text.state = 'stopped';
    }
    for (const key of [...this.actions.keys(), ...this.maybe.keys()]) {
      if (
        /^(opt-out-by-hand|likely-opt-out|lost|asked-to-resume)/.test(key) &&
        key.includes(`/${contact}/`)
      ) {
        this.actions.delete(key);
        this.maybe.delete(key);
      }
    }
    return fact;
  }

  private of(contact: number): Text[] {
    return this.texts.filter((text) => text.contact === contact);
  }

  private act(kind: string, contact: number, which: number, holds = false, since = this.now): void {
    const key = `${kind}/${contact}/${which}`;
    // A person who is opted out already needs no further decision; whether they are asked about is left open.
    if (this.optedOut(contact) && kind !== 'asked-to-resume') {
      if (!this.actions.has(key)) this.maybe.set(key, since);
      return;
    }
    const open = this.actions.get(key);
    this.maybe.delete(key);
    this.actions.set(key, { since: open?.since ?? since, holds: holds || (open?.holds ?? false) });
  }

  /** Rules 1, 2, 3, 8 and the four rows: a reply has reached Heed. */
  hear(text: Said): void {
    if (text.known) return;
    text.known = true;
    const { contact, which, word } = text;
    this.found(contact);
    const person = this.person(contact);
    const second = this.region === 'GB';
    const byProvider = second ? word.provider : null;
    if (word.means === 'stop') {
      if (byProvider === 'stop' && person.blocks[which] === 'none') person.blocks[which] = 'inferred';
      if (!this.auto) {
        this.act('opt-out-by-hand', contact, which);
        return;
      }
      const before = this.optedOut(contact);
      const first = !this.said.some(
        (other) =>
          other !== text &&
          other.known &&
          other.contact === contact &&
          other.which === which &&
          other.at < text.at,
      );
      if (!second && this.firstOnly && !first && !before) {
        this.hold(contact, which, 'likely-opt-out', Math.min(text.at, this.now));
        return;
      }
      const fact = this.optOut(contact, true);
      if (byProvider !== 'stop' && !before) this.confirm(text, fact);
    } else if (word.means === 'resume') {
      const stopped =
        this.optedOut(contact) ||
        person.blocks[which] !== 'none' ||
        person.holds[which] === true ||
        [...this.actions.keys()].some((key) =>
          new RegExp(`^(opt-out-by-hand|likely-opt-out|lost)/${contact}/`).test(key),
        );
      if (byProvider === 'start') person.blocks[which] = 'none';
      if (stopped) this.act('asked-to-resume', contact, which);
      else this.maybe.set(`asked-to-resume/${contact}/${which}`, this.now);
    } else if (word.means === 'likely') {
      if (this.auto) this.hold(contact, which, 'likely-opt-out', Math.min(text.at, this.now));
      else this.act('likely-opt-out', contact, which);
    } else if (word.means === 'wrong-number') this.act('wrong-number', contact, which);
  }

  /** The ten business days run from when the person spoke, however late it was heard. */
  private hold(contact: number, which: number, kind: 'likely-opt-out' | 'lost', since: number): void {
    if (!this.optedOut(contact)) this.person(contact).holds[which] = true;
    this.act(kind, contact, which, true, since);
  }

  /** A person lets it go on; another open task may hold it still. */
  carryOn(contact: number, which: number): void {
    const held = ['likely-opt-out', 'lost'].some(
      (kind) => this.actions.get(`${kind}/${contact}/${which}`)?.holds,
    );
    this.person(contact).holds[which] = held;
  }

  /** The words of a lost reply have come: where none is lost any more, nobody needs to be asked about it. */
  private found(contact: number): void {
    if (this.said.some((text) => text.contact === contact && text.gap && !text.known)) return;
    for (const which of [0, 1]) {
      this.maybe.delete(`lost/${contact}/${which}`);
      if (this.actions.delete(`lost/${contact}/${which}`)) this.carryOn(contact, which);
    }
  }

  /** Rule 5: exactly one an opt-out, never later than five minutes after the request. */
  private confirm(text: Said, fact: OptOut): void {
    const notAfter = Math.min(text.at, this.now) + 5 * MINUTE;
    this.texts.push({
      body: this.confirmation,
      contact: text.contact,
      which: text.which,
      kind: 'confirmation',
      notAfter,
      optOut: fact,
      state: this.now > notAfter ? 'stopped' : 'queued',
      sends: 1,
      took: 0,
      waitedAt: null,
      leftAt: 0,
    });
  }

  /** The provider lists a reply whose words no webhook brought: they may have been STOP. */
  missed(text: Said): void {
    if (text.known || text.gap) return;
    text.gap = true;
    // Nobody knows what it said: its days run from when a person can first ask.
    this.hold(text.contact, text.which, 'lost', this.now);
  }

  /** Rules 6, 7, 12: must it be refused when it is written? `open`: design leaves it to the product. */
  refuses(contact: number, which: number, kind: 'initial' | 'reply'): boolean | 'open' {
    const person = this.person(contact);
    if (this.optedOut(contact) || person.holds[which] || this.blocked(contact, which)) return true;
    const initials = this.of(contact).filter((text) => text.which === which && text.kind === 'initial');
    if (kind === 'initial' && initials.some((text) => !['stopped', 'failed'].includes(text.state)))
      return true;
    if (kind === 'initial' && initials.some((text) => text.state === 'failed')) return 'open';
    return person.holds.some(Boolean) ? 'open' : false;
  }

  queue(body: string, contact: number, which: number, kind: 'initial' | 'reply'): void {
    const rest = { notAfter: null, optOut: null, sends: 1, took: 0, waitedAt: null, leftAt: 0 };
    this.texts.push({ body, contact, which, kind, state: 'queued', ...rest });
  }

  private blocked(contact: number, which: number): boolean {
    const block = this.person(contact).blocks[which];
    return block === 'confirmed' || (block === 'inferred' && this.auto);
  }

  /** Why this text can never leave as things stand; null if it may, now or later. */
  never(text: Text): string | null {
    if (text.kind === 'confirmation') {
      if (text.notAfter === null || this.now > text.notAfter) return 'too late';
      return this.person(text.contact).blocks[text.which] === 'none' ? null : 'the provider has answered';
    }
    if (this.optedOut(text.contact)) return 'opted out';
    return this.blocked(text.contact, text.which) ? 'blocked' : null;
  }

  /** May it leave at this moment, as design has it? */
  may(text: Text): boolean {
    if (text.state !== 'queued' || this.never(text) !== null || this.wayIn.stopped) return false;
    if (text.kind === 'confirmation') return true;
    const hour = new Date(this.now).getUTCHours();
    if (this.person(text.contact).holds[text.which] || hour < 8 || hour >= 21) return false;
    return this.wayIn.isFresh(this.now);
  }

  /** Must it leave now: nothing that design names is in its way, and nobody asked for patience. */
  private must(text: Text): boolean {
    if (!this.may(text) || this.now - this.backedOffAt < BACKED_OFF) return false;
    if (text.waitedAt !== null && this.now - text.waitedAt < PATIENCE) return false;
    return text.kind === 'confirmation' || !this.person(text.contact).holds.some(Boolean);
  }

  /** What a look at the queue should find. */
  due(): { readonly may: ReadonlySet<Text>; readonly must: ReadonlySet<Text> } {
    const queued = this.texts.filter((text) => text.state === 'queued');
    return {
      may: new Set(queued.filter((text) => this.may(text))),
      must: new Set(queued.filter((text) => this.must(text))),
    };
  }

  /** Takes what left, in order, and returns what should not have left or should have. `deaf`: Heed died before it was told. */
  leave(due: ReturnType<Model['due']>, wires: readonly Wire[], deaf: boolean): string[] {
    const wrong: string[] = [];
    const left = new Set<Text>();
    for (const wire of wires) {
      const text = [...due.may].find(
        (one) => one.body === wire.body && one.contact === wire.contact && !left.has(one),
      );
      if (!text) {
        const known = this.texts.find((one) => one.body === wire.body && one.contact === wire.contact);
        wrong.push(`"${wire.body}" left for contact ${wire.contact} and must not: ${JSON.stringify(known)}`);
        continue;
      }
      left.add(text);
      text.leftAt = this.now;
      if (wire.took) text.took += 1;
      if (deaf || wire.ended === 'unclear') text.state = 'unknown';
      else if (wire.ended === 'accepted') text.state = 'sent';
      else if (wire.ended === 'refused') this.refused(text);
      else {
        text.state = 'queued';
        text.waitedAt = this.now;
        this.backedOffAt = this.now;
      }
    }
    for (const text of due.must) {
      // Two at once to one contact: the refusal of the first stops the second.
      if (!left.has(text) && this.never(text) === null)
        wrong.push(`${JSON.stringify(text)} should have left`);
    }
    for (const text of this.texts)
      if (text.state === 'queued' && !due.must.has(text)) text.waitedAt = this.now;
    return wrong;
  }

  /** Rule 7: the refusal notes the block and creates the opt-out. */
  private refused(text: Text): void {
    text.state = 'failed';
    this.person(text.contact).blocks[text.which] = 'confirmed';
    this.optOut(text.contact, true);
  }

  /** The provider took it, and later said that it did not arrive; or, where it was refused, that they asked it to stop (rule 7). */
  failedLater(text: Text, refused: boolean): void {
    if (refused) this.refused(text);
    else text.state = 'failed';
  }

  /** What an undo brings back: tasks and holds, as they were. */
  snapshot(contact: number) {
    const theirs = <T>(map: ReadonlyMap<string, T>) =>
      [...map].filter(([key]) => key.includes(`/${contact}/`));
    return {
      actions: theirs(this.actions),
      maybe: theirs(this.maybe),
      holds: [...this.person(contact).holds],
    };
  }

  restore(contact: number, before: ReturnType<Model['snapshot']>): void {
    for (const [key, action] of before.actions) this.actions.set(key, action);
    for (const [key, since] of before.maybe) this.maybe.set(key, since);
    this.person(contact).holds = [...before.holds];
  }

  /** Rules 8, 9: an opt-in reverses what its window had seen, and nothing else. */
  optIn(window: number, contact: number): void {
    for (const fact of this.windows[window]?.[contact] ?? []) {
      fact.reversed = true;
      for (const text of this.texts)
        if (text.optOut === fact && text.state === 'queued') text.state = 'stopped';
    }
  }

  /** Rule 3: undecided for ten business days. */
  overdue(): void {
    for (const [key, action] of this.actions) {
      const [kind, contact] = key.split('/');
      if (
        !['likely-opt-out', 'lost'].includes(kind ?? '') ||
        !action.holds ||
        this.now - action.since < SURELY_OVERDUE
      )
        continue;
      this.optOut(Number(contact), true);
    }
  }
}
