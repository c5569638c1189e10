import { Consent } from './consent.ts';
import { DAY, MINUTE, type Text, type Wire } from './types.ts';

/** A text that had to wait is looked at again within this. */
const PATIENCE = 6000;
/** The longest pause after a provider asked for patience. */
const BACKED_OFF = 11 * MINUTE;

const clockIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
/** The wall clock where the contacts' numbers are from: area code 202, and mobiles. */
const CLOCKS = {
  US: clockIn('America/New_York'),
  CA: clockIn('America/Vancouver'),
  GB: clockIn('Europe/London'),
};

/**
 * The product as design section 2 describes it, and nothing of how it is built: accounts' acts, opt-outs,
 * provider blocks, holds, texts, confirmations and actions, in one organisation with two campaigns. Campaign
 * `which` sends from sender number `which`.
 */
export class Model extends Consent {
  private backedOffAt = Number.NEGATIVE_INFINITY;
  /** At most so many first texts to one person in so many days; null: any number. */
  often: { readonly days: number; readonly most: number } | null = null;

  /** Rules 6, 7, 12: must it be refused when it is written? `open`: design leaves it to the product. */
  refuses(contact: number, which: number, kind: 'initial' | 'reply'): boolean | 'open' {
    const person = this.person(contact);
    if (this.optedOut(contact) || person.closed[which] || this.held(contact)) return true;
    if (this.blocked(contact, which)) return true;
    const initials = this.of(contact).filter((text) => text.which === which && text.kind === 'initial');
    if (kind === 'initial' && initials.some((text) => !['stopped', 'failed'].includes(text.state)))
      return true;
    if (kind === 'initial' && initials.some((text) => text.state === 'failed')) return 'open';
    return false;
  }

  queue(body: string, contact: number, which: number, kind: 'initial' | 'reply'): void {
    const rest = { notAfter: null, optOut: null, sends: 1, took: 0, waitedAt: null, leftAt: 0 };
    const despiteStop = this.waits(contact);
    this.texts.push({ body, contact, which, kind, state: 'queued', despiteStop, ...rest });
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
    return this.blocked(text.contact, text.which) ? 'blocked' : null;
  }

  /**
   * Has the person had as many first texts as the organisation allows? `sure`: counts only those that are
   * known to have left; else also those of which the provider said later that they did not arrive.
   */
  private tooOften(text: Text, sure: boolean): boolean {
    const { often } = this;
    if (often === null || text.kind !== 'initial') return false;
    const states = sure ? ['sent', 'unknown', 'sending'] : ['sent', 'unknown', 'sending', 'failed'];
    const had = this.of(text.contact).filter(
      (other) =>
        other !== text &&
        other.kind === 'initial' &&
        states.includes(other.state) &&
        (other.leftAt > this.now - often.days * DAY || (!sure && other.leftAt === 0)),
    );
    return had.length >= often.most;
  }

  /** May it leave at this moment, as design has it? */
  may(text: Text): boolean {
    if (text.state !== 'queued' || this.never(text) !== null || this.wayIn.stopped) return false;
    if (text.kind === 'confirmation') return true;
    if (this.waits(text.contact) && !text.despiteStop) return false;
    if (this.tooOften(text, true)) return false;
    const hour = Number(CLOCKS[this.region].format(this.now));
    if (this.held(text.contact) || hour < 8 || hour >= 21) return false;
    return this.wayIn.isFresh(this.now);
  }

  /** Must it leave now: nothing that design names is in its way, and nobody asked for patience. */
  private must(text: Text): boolean {
    if (!this.may(text) || this.tooOften(text, false) || this.now - this.backedOffAt < BACKED_OFF)
      return false;
    if (text.waitedAt !== null && this.now - text.waitedAt < PATIENCE) return false;
    return true;
  }

  /** What a look at the queue should find. */
  due(): { readonly may: ReadonlySet<Text>; readonly must: ReadonlySet<Text> } {
    const queued = this.texts.filter((text) => text.state === 'queued');
    return {
      may: new Set(queued.filter((text) => this.may(text))),
      must: new Set(queued.filter((text) => this.must(text))),
    };
  }

  /**
   * Takes what left, in order, and returns what should not have left or should have. `deaf`: Heed died before
   * it was told.
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
      // Another one may have left to the same person a moment ago.
      if (this.tooOften(text, true)) wrong.push(`"${wire.body}" left for contact ${wire.contact} too often`);
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
   * The provider took it, and later said that it did not arrive; or, where it was refused, that they asked it
   * to stop (rule 7).
   */
  failedLater(text: Text, refused: boolean): void {
    if (refused) this.refused(text);
    else text.state = 'failed';
  }
}
