import type { Region } from '../../shared/schema/words.ts';
import { type Action, DAY, MINUTE, type OptOut, type Person, type Said, type Text } from './types.ts';
import { WayIn } from './wayIn.ts';

/** Ten business days are over for certain, holidays and all, and certainly not over yet. */
const SURELY_OVERDUE = 19 * DAY;

/**
 * What replies and people's decisions make of people: opt-outs, provider blocks, holds, closed conversations,
 * actions, confirmations.
 */
export class Consent {
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
  private readonly confirmation: string;

  constructor(region: Region, contacts: number, now: number, confirmation: string) {
    this.region = region;
    this.now = now;
    this.wayIn = new WayIn(now);
    this.confirmation = confirmation;
    this.people = Array.from({ length: contacts }, () => ({
      optOuts: [],
      blocks: ['none', 'none'],
      closed: [false, false],
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

  /**
   * A hold belongs to the number: whatever campaign the action stands in that holds it. Who is opted out
   * needs none.
   */
  held(contact: number): boolean {
    const theirs = [...this.actions].filter(([key]) => key.split('/')[1] === String(contact));
    return !this.optedOut(contact) && theirs.some(([, action]) => action.holds);
  }

  /** Rules 4, 5: the fact, everything queued cancelled, decisions about opting out done. */
  optOut(contact: number, automatic: boolean): OptOut {
    const fact = { automatic, reversed: false };
    const person = this.person(contact);
    person.optOuts.push(fact);
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

  /** Rule 3, auto opt-outs off: a request to stop waits for a person, so whoever texts is told first. */
  waits(contact: number): boolean {
    return [...this.actions].some(
      ([key, action]) =>
        new RegExp(`^(opt-out-by-hand|likely-opt-out)/${contact}/`).test(key) && !action.holds,
    );
  }

  private askedAgain(contact: number): void {
    for (const text of this.of(contact)) text.despiteStop = false;
  }

  /**
   * Turning auto opt-outs on settles what waits: plain STOPs as the admin chose, words that may be a request
   * are held. A picture goes on waiting, since it holds nothing while they are on either.
   */
  turnOn(how: 'opt-out' | 'hold'): void {
    for (const [key, action] of [...this.actions]) {
      const [kind = '', contact = ''] = key.split('/');
      if (!['opt-out-by-hand', 'likely-opt-out'].includes(kind) || action.holds || !this.actions.has(key))
        continue;
      if (action.picture) continue;
      if (kind === 'opt-out-by-hand' && how === 'opt-out') {
        const before = this.optedOut(Number(contact));
        const fact = this.optOut(Number(contact), true);
        const { said } = action;
        const answered = this.region === 'GB' && said?.text.word.provider === 'stop';
        if (said && !answered && !before && this.now <= Math.min(said.at, this.now) + 5 * MINUTE)
          this.confirm(said.text, said.at, fact);
      } else {
        this.actions.set(key, { ...action, holds: true });
      }
    }
  }

  protected of(contact: number): Text[] {
    return this.texts.filter((text) => text.contact === contact);
  }

  private act(
    kind: string,
    contact: number,
    which: number,
    { holds = false, since = this.now, said, picture = false }: Partial<Action> = {},
  ): void {
    const key = `${kind}/${contact}/${which}`;
    // A person who is opted out already needs no further decision; whether they are asked, and held by it, is
    // left open.
    if (this.optedOut(contact) && kind !== 'asked-to-resume') {
      this.maybe.set(key, this.actions.get(key)?.since ?? since);
      return;
    }
    const open = this.actions.get(key);
    this.maybe.delete(key);
    this.actions.set(key, {
      since: open?.since ?? since,
      holds: holds || (open?.holds ?? false),
      said: open ? open.said : said,
      picture: picture && (open?.picture ?? true),
    });
  }

  /**
   * Rules 1, 2, 3, 8 and the four rows: a reply has reached Heed. `at`: when it was said, as far as Heed can
   * know; Twilio's webhooks carry no time, so there it is when they came.
   */
  hear(text: Said, at = text.at): void {
    if (text.known) return;
    text.known = true;
    const { contact, which, word } = text;
    this.found(contact);
    const person = this.person(contact);
    // Whoever writes again is to be answered; what an opt-out closed stays closed.
    if (!this.optedOut(contact)) person.closed[which] = false;
    const second = this.region === 'GB';
    const byProvider = second ? word.provider : null;
    if (word.means === 'stop') {
      if (byProvider === 'stop' && person.blocks[which] === 'none') person.blocks[which] = 'inferred';
      if (!this.auto) {
        this.askedAgain(contact);
        this.act('opt-out-by-hand', contact, which, { said: { text, at } });
        return;
      }
      const before = this.optedOut(contact);
      const first = !this.said.some(
        (other) =>
          other !== text &&
          other.known &&
          other.contact === contact &&
          other.which === which &&
          other.word.means !== 'picture' &&
          other.at < text.at,
      );
      if (!second && this.firstOnly && !first && !before) {
        this.hold(contact, which, 'likely-opt-out', Math.min(at, this.now));
        return;
      }
      const fact = this.optOut(contact, true);
      if (byProvider !== 'stop' && !before) this.confirm(text, at, fact);
    } else if (word.means === 'resume') {
      const stopped =
        this.optedOut(contact) ||
        person.blocks[which] !== 'none' ||
        this.held(contact) ||
        [...this.actions.keys()].some((key) =>
          new RegExp(`^(opt-out-by-hand|likely-opt-out|lost)/${contact}/`).test(key),
        );
      if (byProvider === 'start') person.blocks[which] = 'none';
      if (stopped) this.act('asked-to-resume', contact, which);
      else this.maybe.set(`asked-to-resume/${contact}/${which}`, this.now);
    } else if (word.means === 'likely') {
      if (this.auto) this.hold(contact, which, 'likely-opt-out', Math.min(at, this.now));
      else {
        this.askedAgain(contact);
        this.act('likely-opt-out', contact, which, { said: { text, at } });
      }
    } else if (word.means === 'picture') {
      if (this.optedOut(contact)) return;
      this.askedAgain(contact);
      this.act('likely-opt-out', contact, which, { picture: true });
    } else if (word.means === 'wrong-number') this.act('wrong-number', contact, which);
  }

  /** The ten business days run from when the person spoke, however late it was heard. */
  private hold(contact: number, which: number, kind: 'likely-opt-out' | 'lost', since: number): void {
    this.act(kind, contact, which, { holds: true, since });
  }

  /**
   * Rule 3: an outcome of its own, and no opt-out. What waits there is taken back; a hold is somebody else's
   * decision.
   */
  closeAsWrongNumber(contact: number, which: number): void {
    this.person(contact).closed[which] = true;
    for (const text of this.of(contact)) {
      if (text.which === which && text.kind !== 'confirmation' && text.state === 'queued')
        text.state = 'stopped';
    }
  }

  /** The words of a lost reply have come: where none is lost any more, nobody needs to be asked about it. */
  private found(contact: number): void {
    if (this.said.some((text) => text.contact === contact && text.gap && !text.known)) return;
    for (const which of [0, 1]) {
      this.maybe.delete(`lost/${contact}/${which}`);
      this.actions.delete(`lost/${contact}/${which}`);
    }
  }

  /** Rule 5: exactly one an opt-out, never later than five minutes after the request. */
  private confirm(text: Said, at: number, fact: OptOut): void {
    const notAfter = Math.min(at, this.now) + 5 * MINUTE;
    this.texts.push({
      body: this.confirmation,
      contact: text.contact,
      which: text.which,
      kind: 'confirmation',
      notAfter,
      optOut: fact,
      state: this.now > notAfter ? 'stopped' : 'queued',
      despiteStop: false,
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

  /** What an undo brings back: actions, and with them holds, as they were. */
  snapshot(contact: number) {
    const theirs = <T>(map: ReadonlyMap<string, T>) =>
      [...map].filter(([key]) => key.includes(`/${contact}/`));
    return {
      actions: theirs(this.actions),
      maybe: theirs(this.maybe),
    };
  }

  restore(before: ReturnType<Consent['snapshot']>): void {
    for (const [key, action] of before.actions) this.actions.set(key, action);
    for (const [key, since] of before.maybe) this.maybe.set(key, since);
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
        !['opt-out-by-hand', 'likely-opt-out', 'lost'].includes(kind ?? '') ||
        !action.holds ||
        this.now - action.since < SURELY_OVERDUE
      )
        continue;
      this.optOut(Number(contact), true);
    }
  }
}
