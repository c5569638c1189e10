import type { Region } from '../../shared/schema/words.ts';
import { type Action, DAY, MINUTE, type OptOut, type Person, type Said, type Text } from './types.ts';
import { WayIn } from './wayIn.ts';

/** After this span ten business days are certainly over, whatever holidays lie between. */
const SURELY_OVERDUE = 19 * DAY;

/**
 * What replies and people's decisions change: opt-outs, provider blocks, holds, closed conversations,
 * actions, confirmations.
 */
export class Consent {
  auto = true;
  firstOnly = true;
  /** How often a provider said of a picture that it has it no longer. */
  picturesGone = 0;
  /** The campaign that is a test of a script; null: none. The same rules hold in it but for how often. */
  test: number | null = null;
  now: number;
  readonly wayIn: WayIn;
  readonly region: Region;
  readonly people: Person[];
  readonly texts: Text[] = [];
  readonly said: Said[] = [];
  /** Open actions, `kind/contact/campaign`. */
  readonly actions = new Map<string, Action>();
  /**
   * Actions that the design leaves open: they may be there or not. With the time since when they would be.
   */
  readonly maybe = new Map<string, number>();
  /** Of two windows, the opt-outs that each saw last. */
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
      wrong: false,
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

  /** A hold is about the number, whichever campaign's action holds it. An opted-out person needs none. */
  held(contact: number): boolean {
    const theirs = [...this.actions].filter(([key]) => key.split('/')[1] === String(contact));
    return !this.optedOut(contact) && theirs.some(([, action]) => action.holds);
  }

  /**
   * Rules 4 and 5: the opt-out is recorded, everything queued is cancelled, and actions about opting out
   * are done.
   */
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

  /** Rule 3 with auto opt-outs off: a request to stop waits for a person, and whoever texts is told first. */
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
   * Turning auto opt-outs on settles what waits: plain STOPs as the admin chose; words that may be a
   * request are held. A picture goes on waiting, since it holds nothing while they are on either.
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
    // About a person who is already opted out no decision is needed; whether Heed asks for one, and holds
    // the number, is left open.
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
   * Rules 1, 2, 3, 8 and the table: a reply has reached Heed. `at`: when it was written, as far as Heed can
   * know. Twilio's webhooks carry no time, so there it is when they came.
   */
  hear(text: Said, at = text.at): void {
    if (text.known) return;
    text.known = true;
    const { contact, which, word } = text;
    this.found(contact);
    const person = this.person(contact);
    // A contact who writes again is to be answered, but a conversation that an opt-out closed stays closed.
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

  /** The ten business days run from when the person wrote, however late Heed got it. */
  private hold(contact: number, which: number, kind: 'likely-opt-out' | 'lost', since: number): void {
    this.act(kind, contact, which, { holds: true, since });
  }

  /**
   * Rule 3: a wrong number is an outcome of its own and no opt-out. Its own waiting action is closed; a
   * hold stays, since it is another decision.
   */
  closeAsWrongNumber(contact: number, which: number): void {
    this.person(contact).closed[which] = true;
    if (which !== this.test) this.person(contact).wrong = true;
    for (const text of this.of(contact)) {
      if (text.which === which && text.kind !== 'confirmation' && text.state === 'queued')
        text.state = 'stopped';
    }
  }

  /** The words of a lost reply have come; once none is missing, no person needs to be asked about it. */
  private found(contact: number): void {
    if (this.said.some((text) => text.contact === contact && text.gap && !text.known)) return;
    for (const which of [0, 1]) {
      this.maybe.delete(`lost/${contact}/${which}`);
      this.actions.delete(`lost/${contact}/${which}`);
    }
  }

  /** Rule 5: exactly one confirmation for each opt-out, never later than five minutes after the request. */
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
      heldUntil: 0,
      picture: false,
      leftAt: 0,
    });
  }

  /** The provider lists a reply whose words no webhook brought; they may have been STOP. */
  missed(text: Said): void {
    if (text.known || text.gap) return;
    text.gap = true;
    // Nobody knows what it said, so its days run from when a person can first ask the contact.
    this.hold(text.contact, text.which, 'lost', this.now);
  }

  /** Undoing an opt-out brings actions, and with them holds, back as they were. */
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

  /** Rules 8 and 9: an opt-in reverses the opt-outs that its window had seen, and no others. */
  optIn(window: number, contact: number): void {
    for (const fact of this.windows[window]?.[contact] ?? []) {
      fact.reversed = true;
      for (const text of this.texts)
        if (text.optOut === fact && text.state === 'queued') text.state = 'stopped';
    }
  }

  /** Rule 3: nobody decided for ten business days. */
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
