import fc from 'fast-check';
import { WORDS, wordOf } from '../words.ts';
import type { Line } from './organisation.ts';

/** What happens on a day of forty desks: some deeds, then some minutes. */

export const SEATS = 40;
/** Texters who are at work at the same time. */
const PRESENT = 10;

/** `seat`: among those who are present at that hour. */
export type Deed =
  | {
      readonly do: 'ask' | 'done' | 'take';
      readonly seat: number;
      readonly which: number;
      readonly line: Line;
    }
  | {
      readonly do: 'begin';
      readonly seat: number;
      readonly which: number;
      readonly line: Line;
      readonly some: number;
    }
  | {
      readonly do: 'answer';
      readonly seat: number;
      readonly which: number;
      readonly line: Line;
      readonly hold: number;
      readonly after: 'nothing' | 'take back' | 'stop';
    }
  | { readonly do: 'opt-out'; readonly seat: number; readonly which: number; readonly line: Line }
  | {
      readonly do: 'says';
      /** Null: somebody who has been texted. */
      readonly contact: number;
      readonly texted: boolean;
      readonly which: number;
      readonly word: number;
      readonly late: boolean;
    }
  | {
      readonly do: 'in-flight';
      readonly meanwhile: 'crash' | 'opt-out' | 'nothing';
      readonly contact: number;
    }
  | { readonly do: 'crash' }
  | { readonly do: 'sleep'; readonly minutes: number }
  | { readonly do: 'settings'; readonly auto: boolean; readonly how: 'opt-out' | 'hold' }
  | { readonly do: 'pause'; readonly which: number }
  | { readonly do: 'script'; readonly which: number }
  | { readonly do: 'assign'; readonly contact: number; readonly which: number; readonly seat: number }
  | { readonly do: 'account'; readonly seat: number; readonly to: 'closed' | 'supervisor' | 'texter' }
  | { readonly do: 'member'; readonly seat: number; readonly which: number }
  | { readonly do: 'decide'; readonly chosen: number; readonly end: number }
  | { readonly do: 'by-hand' | 'imported' | 'opt-in'; readonly contact: number }
  | { readonly do: 'fault'; readonly path: 'create' | 'list'; readonly kind: string };

export type Step = {
  readonly deeds: readonly Deed[];
  /** Minutes until the next. */
  readonly pass: number;
  /** The console reads no replies meanwhile. */
  readonly deaf: boolean;
};

const seat = fc.nat(PRESENT - 1);
const which = fc.nat(1);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Line>('good') },
  { weight: 3, arbitrary: fc.constant<Line>('lost') },
);
/** The console may die while it writes. */
const diesAt = (point: Line) =>
  fc.oneof({ weight: 12, arbitrary: line }, { weight: 1, arbitrary: fc.constant(point) });
const contact = fc.nat(1000);
/** Most contacts just answer. */
const word = fc.oneof(fc.nat(WORDS.length - 1), fc.constantFrom(wordOf('Who is this?'), wordOf('YES')));

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), seat, which, line }) },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('begin' as const),
      seat,
      which,
      line: diesAt('outbox.enqueued'),
      some: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      seat,
      which,
      line: diesAt('outbox.enqueued'),
      hold: fc.constantFrom(0, 5, 60),
      after: fc.constantFrom('nothing' as const, 'nothing' as const, 'take back' as const, 'stop' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('take' as const, 'done' as const), seat, which, line }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('opt-out' as const),
      seat,
      which,
      line: diesAt('outbox.opted-out'),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('says' as const),
      contact,
      texted: fc.nat(9).map((of) => of > 0),
      which,
      word,
      late: fc.constantFrom(false, false, false, true),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('in-flight' as const),
      meanwhile: fc.constantFrom('crash' as const, 'opt-out' as const, 'nothing' as const),
      contact,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ do: 'crash' }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), minutes: fc.constantFrom(20, 45, 90) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('settings' as const),
      auto: fc.constantFrom(true, true, false),
      how: fc.constantFrom('opt-out' as const, 'hold' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'script' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('assign' as const), contact, which, seat }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('account' as const),
      seat,
      to: fc.constantFrom('closed' as const, 'supervisor' as const, 'texter' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('member' as const), seat, which }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('decide' as const), chosen: contact, end: fc.nat(11) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('by-hand' as const, 'imported' as const, 'opt-in' as const),
      contact,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      path: fc.constantFrom('create' as const, 'list' as const),
      kind: fc.constantFrom('status', 'reset-before', 'reset-after', 'half-json', 'html'),
    }),
  },
);

const step = (length: number): fc.Arbitrary<Step> =>
  fc.record({
    deeds: fc.array(deed, { minLength: 2, maxLength: 6 }),
    pass: fc.integer({ min: 1, max: 2 * length - 1 }),
    deaf: fc.constantFrom(false, false, false, false, true),
  });

export type Plan = { readonly region: 'US' | 'GB'; readonly steps: readonly Step[] };

/** `steps` of them, which take `hours` together. */
export const plansOf = (steps: number, hours: number): fc.Arbitrary<Plan> =>
  fc.record({
    region: fc.constantFrom('US' as const, 'US' as const, 'GB' as const),
    steps: fc.array(step(Math.max(1, Math.round((hours * 60) / steps))), {
      minLength: steps,
      maxLength: steps,
    }),
  });

/** At which place somebody sits who is present: people come and go while the day passes. */
export const seatAt = (minute: number, of: number, joined: number): number =>
  joined === 0 ? 0 : (Math.floor(minute / 40) * 3 + of) % joined;
