import type { Region } from '../../shared/schema/words.ts';
import { Consent } from './consent.ts';
import { DAY, MINUTE, type Planned, type Text, type Wire } from './types.ts';

/** A text that had to wait is looked at again within this time. */
const PATIENCE = 6000;
/** The longest pause after a provider asked Heed to wait. */
const BACKED_OFF = 11 * MINUTE;

const clockIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
/** The clocks of the contacts' numbers: those of their area codes, and of mobiles in Great Britain. */
const CLOCKS: Readonly<Record<string, Intl.DateTimeFormat>> = {
  '+1202': clockIn('America/New_York'),
  '+1312': clockIn('America/Chicago'),
  '+1303': clockIn('America/Denver'),
  '+1213': clockIn('America/Los_Angeles'),
  '+4477': clockIn('Europe/London'),
};

/**
 * What the product should do by design section 2, without anything of how it is built: people's acts,
 * opt-outs, provider blocks, holds, texts, confirmations and actions, in one organisation with two
 * campaigns. Campaign `which` sends from sender number `which`.
 */
export class Model extends Consent {
  private backedOffAt = Number.NEGATIVE_INFINITY;
  /** At most so many first texts to one person in so many days; null: any number. */
  often: { readonly days: number; readonly most: number } | null = null;
  /** What each campaign has planned. */
  readonly planned: (Planned | null)[] = [null, null];
  /** Campaigns that an admin has paused. */
  readonly paused = new Set<number>();
  private readonly numbers: readonly string[];

  constructor(region: Region, numbers: readonly string[], now: number, confirmation: string) {
    super(region, numbers.length, now, confirmation);
    this.numbers = numbers;
  }

  /** Whether it is between eight and nine where the contact's number is. */
  private byDay(contact: number): boolean {
    const clock = CLOCKS[this.numbers[contact]?.slice(0, 5) ?? ''];
    if (!clock) throw new Error(`No clock for contact ${contact}.`);
    const hour = Number(clock.format(this.now));
    return hour >= 8 && hour < 21;
  }

  /** Has the contact written in that campaign? Whoever has is answered before its start and after its end. */
  private wrote(contact: number, which: number): boolean {
    return this.said.some((text) => text.known && text.contact === contact && text.which === which);
  }

  private ended(contact: number, which: number): boolean {
    const { endsAt } = this.planned[which] ?? {};
    return endsAt != null && this.now >= endsAt && !this.wrote(contact, which);
  }

  private notStarted(which: number): boolean {
    const { startsAt } = this.planned[which] ?? {};
    return startsAt != null && this.now < startsAt;
  }

  private pauses(which: number): boolean {
    const { pause } = this.planned[which] ?? {};
    return pause != null && this.now >= pause[0] && this.now < pause[1];
  }

  /**
   * Rules 6, 7, 12: whether a text must be refused when it is written. `open`: the design leaves it to the
   * product.
   */
  refuses(contact: number, which: number, kind: 'initial' | 'reply'): boolean | 'open' {
    const person = this.person(contact);
    if (this.optedOut(contact) || person.closed[which] || this.held(contact)) return true;
    if (this.paused.has(which)) return true;
    if (this.blocked(contact, which) || this.ended(contact, which)) return true;
    if (kind === 'initial' && this.isWrong(contact)) return true;
    const initials = this.of(contact).filter((text) => text.which === which && text.kind === 'initial');
    if (kind === 'initial' && initials.some((text) => !['stopped', 'failed'].includes(text.state)))
      return true;
    if (kind === 'initial' && initials.some((text) => text.state === 'failed')) return 'open';
    return false;
  }

  /** `holdSeconds`: for so long its author can take it back. */
  queue(body: string, contact: number, which: number, kind: 'initial' | 'reply', holdSeconds = 0): Text {
    const rest = {
      notAfter: null,
      optOut: null,
      sends: 1,
      took: 0,
      waitedAt: null,
      leftAt: 0,
      picture: false,
    };
    const despiteStop = this.waits(contact);
    const heldUntil = this.now + holdSeconds * 1000;
    const text: Text = { body, contact, which, kind, state: 'queued', despiteStop, heldUntil, ...rest };
    this.texts.push(text);
    return text;
  }

  /** Rule 13: whether a first text would reach somebody else. */
  isWrong(contact: number): boolean {
    return this.person(contact).wrong;
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
    if (this.person(text.contact).closed[text.which]) return 'closed';
    if (this.ended(text.contact, text.which)) return 'the campaign has ended';
    if (text.kind === 'initial' && this.isWrong(text.contact)) return 'not the person';
    return this.blocked(text.contact, text.which) ? 'blocked' : null;
  }

  /**
   * Whether the person has had as many first texts as the organisation allows. `sure`: counts only those
   * that are known to have left; else also those that the provider later reported as not delivered.
   */
  private tooOften(text: Text, sure: boolean): boolean {
    const { often } = this;
    if (often === null || text.kind !== 'initial' || text.which === this.test) return false;
    const states = sure ? ['sent', 'unknown', 'sending'] : ['sent', 'unknown', 'sending', 'failed'];
    const had = this.of(text.contact).filter(
      (other) =>
        other !== text &&
        other.kind === 'initial' &&
        other.which !== this.test &&
        states.includes(other.state) &&
        (other.leftAt > this.now - often.days * DAY || (!sure && other.leftAt === 0)),
    );
    return had.length >= often.most;
  }

  /** Whether it may leave at this moment. */
  may(text: Text): boolean {
    if (text.state !== 'queued' || this.never(text) !== null || this.wayIn.stopped) return false;
    if (text.kind === 'confirmation') return true;
    if (this.waits(text.contact) && !text.despiteStop) return false;
    if (this.paused.has(text.which) || this.now < text.heldUntil) return false;
    if (this.tooOften(text, true) || this.pauses(text.which)) return false;
    if (this.notStarted(text.which) && !this.wrote(text.contact, text.which)) return false;
    if (this.held(text.contact) || !this.byDay(text.contact)) return false;
    return this.wayIn.isFresh(this.now);
  }

  /** Whether it must leave now: nothing in the design stops it, and no provider asked Heed to wait. */
  private must(text: Text): boolean {
    if (!this.may(text) || this.tooOften(text, false) || this.now - this.backedOffAt < BACKED_OFF)
      return false;
    // One that waits for the start is not looked at before, also where its contact has written meanwhile.
    if (text.kind !== 'confirmation' && this.notStarted(text.which)) return false;
    if (text.waitedAt !== null && this.now - text.waitedAt < PATIENCE) return false;
    // It overtakes none that is still held in its conversation.
    return !this.texts.some(
      (other) =>
        other.contact === text.contact &&
        other.which === text.which &&
        other.state === 'queued' &&
        this.now < other.heldUntil,
    );
  }

  /** A provider asked Heed to wait, or could not be reached. */
  slowed(): void {
    this.backedOffAt = this.now;
  }

  /** What a look at the queue should find. */
  due(): { readonly may: ReadonlySet<Text>; readonly must: ReadonlySet<Text> } {
    const queued = this.texts.filter((text) => text.state === 'queued');
    return {
      may: new Set(queued.filter((text) => this.may(text))),
      must: new Set(queued.filter((text) => this.must(text))),
    };
  }

  /** The same where the provider cannot store pictures; nobody knows how much it slows down. */
  dueUnlessPictures(): ReturnType<Model['due']> {
    const { may } = this.due();
    this.slowed();
    return { may, must: new Set() };
  }

  /**
   * Takes over what left, in order, and returns what should not have left, or should have. `deaf`: Heed
   * died before it got the answers.
   */
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
      // Another campaign may have texted the same person a moment ago.
      if (this.tooOften(text, true)) wrong.push(`"${wire.body}" left for contact ${wire.contact} too often`);
      if (wire.pictures !== (text.picture ? 1 : 0))
        wrong.push(`"${wire.body}" left with ${wire.pictures} pictures`);
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
      // Two texts leave to one contact at once: the refusal of the first stops the second.
      if (!left.has(text) && this.never(text) === null && !this.tooOften(text, false))
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

  /**
   * The provider took the text and later said that it was not delivered; or, where it was refused, that the
   * person has asked it to stop (rule 7).
   */
  failedLater(text: Text, refused: boolean): void {
    if (refused) this.refused(text);
    else text.state = 'failed';
  }
}
