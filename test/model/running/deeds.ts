import fc from 'fast-check';
import type { Fault } from '../../../main/core/providers/simulator/faults.ts';
import { WORDS, wordOf } from '../words.ts';

/** What happens on a day, each act with its millisecond. */
export type Act =
  | { readonly do: 'write'; readonly contact: number; readonly which: number }
  | { readonly do: 'contact-texts'; readonly contact: number; readonly which: number; readonly word: number }
  | { readonly do: 'opt-out'; readonly contact: number }
  | { readonly do: 'fault'; readonly path: 'create' | 'list' | 'callback'; readonly kind: Fault['kind'] }
  | { readonly do: 'sleep'; readonly for: number }
  | { readonly do: 'restart' };
export type Deed = { readonly at: number; readonly act: Act };

export const CONTACTS = 12;
/** This contact never writes anything that could stop a text, so all texts to them must arrive. */
export const QUIET = CONTACTS - 1;
/** This contact seems to ask to stop, and nobody ever decides about it. */
const FORGOTTEN = 0;
const HARMLESS = WORDS.flatMap((word, index) => (word.means === 'nothing' ? [index] : []));
/** Real milliseconds in which all acts happen, while the program's timers run. */
export const LENGTH = 2500;

type Going = readonly [path: 'create' | 'list' | 'callback', kind: Fault['kind']];
const FAULTS: readonly Going[] = [
  ['create', 'status'],
  ['create', 'reset-before'],
  ['create', 'reset-after'],
  ['create', 'half-json'],
  ['create', 'html'],
  ['list', 'status'],
  ['list', 'reset-after'],
  ['list', 'half-json'],
  ['callback', 'duplicate'],
  ['callback', 'delay'],
  ['callback', 'wrong-credentials'],
];
const which = fc.nat(1);
const talker = fc.integer({ min: FORGOTTEN + 1, max: QUIET - 1 });
const write = fc.nat(QUIET).chain((contact) => which.map((w): Act => ({ do: 'write', contact, which: w })));
const contactTexts = (contact: fc.Arbitrary<number>, word: fc.Arbitrary<number>) =>
  fc
    .tuple(contact, which, word)
    .map(([c, w, said]): Act => ({ do: 'contact-texts', contact: c, which: w, word: said }));

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: write },
  { weight: 4, arbitrary: contactTexts(talker, fc.nat(WORDS.length - 1)) },
  { weight: 1, arbitrary: contactTexts(fc.constant(QUIET), fc.constantFrom(...HARMLESS)) },
  { weight: 1, arbitrary: talker.map((contact): Act => ({ do: 'opt-out', contact })) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...FAULTS).map(([path, kind]): Act => ({ do: 'fault', path, kind })),
  },
  { weight: 1, arbitrary: fc.constantFrom(15_000, 120_000).map((by): Act => ({ do: 'sleep', for: by })) },
  { weight: 1, arbitrary: fc.constant<Act>({ do: 'restart' }) },
);
const deed: fc.Arbitrary<Deed> = fc.record({ at: fc.nat(LENGTH), act });

export type Plan = { readonly auto: boolean; readonly deeds: readonly Deed[] };
export const plans: fc.Arbitrary<Plan> = fc.record({
  auto: fc.constantFrom(true, true, true, false),
  deeds: fc.tuple(fc.array(deed, { minLength: 60, maxLength: 90 }), fc.nat(LENGTH)).map(([deeds, at]) => {
    const word = wordOf('Please take me off your list');
    return [...deeds, { at, act: { do: 'contact-texts', contact: FORGOTTEN, which: 0, word } }];
  }),
});
