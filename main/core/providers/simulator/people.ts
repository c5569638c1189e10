import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SimClock } from './clock.ts';
import shipped from './data/answers.json' with { type: 'json' };
import type { SimMessage } from './types.ts';
import type { World } from './world.ts';

/** What simulated contacts answer, and how quickly. A null text: no answer. */
export const AnswerScript = z.object({
  version: z.number().int(),
  date: z.string(),
  about: z.string().optional(),
  /** Shortest and longest time before an answer, in milliseconds. */
  delayMs: z.tuple([z.number().nonnegative(), z.number().nonnegative()]),
  answers: z
    .array(
      z.object({
        when: z.enum(['first', 'later']),
        kind: z.string(),
        weight: z.number().positive(),
        text: z.string().nullable(),
        /** How many made-up pictures come with it. */
        media: z.number().int().positive().optional(),
        region: z.enum(['US', 'GB']).optional(),
      }),
    )
    .min(1),
});
export type AnswerScript = z.infer<typeof AnswerScript>;

/** The script that ships with Heed: a realistic mix of about a hundred answers. */
export const shippedAnswers: AnswerScript = AnswerScript.parse(shipped);

/** After one of these a contact writes no more, whatever is sent. */
const LAST_WORDS = ['stop', 'likely-opt-out', 'spanish-stop', 'wrong-number'];

/**
 * A fraction in [0, 1) that depends on the words alone: the same seed gives the same contacts in any order of
 * events.
 */
function fraction(...words: readonly (string | number)[]): number {
  const digest = createHash('sha256').update(words.join(' ')).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

function pick(script: AnswerScript, contact: string, turn: number, seed: number) {
  const when = turn === 0 ? 'first' : 'later';
  const region = contact.startsWith('+44') ? 'GB' : 'US';
  const fitting = script.answers.filter((a) => a.when === when && (a.region ?? region) === region);
  const total = fitting.reduce((sum, answer) => sum + answer.weight, 0);
  let left = fraction(seed, contact, turn, 'answer') * total;
  for (const answer of fitting) {
    left -= answer.weight;
    if (left < 0) return answer;
  }
  return undefined;
}

export type People = {
  /** Switches answering on with a script, or off with null. */
  use(script: AnswerScript | null): void;
  reset(): void;
};

/** Contacts who answer by themselves once a text of ours is delivered. */
export function createPeople(
  world: World,
  clock: SimClock,
  seed: number,
  script: AnswerScript | null,
): People {
  let current = script;
  let turns = new Map<string, number>();
  let silent = new Set<string>();

  world.onChange((message: SimMessage) => {
    if (current === null || message.direction !== 'outbound-api' || message.status !== 'delivered') return;
    const contact = message.to;
    if (silent.has(contact)) return;
    const turn = turns.get(contact) ?? 0;
    turns.set(contact, turn + 1);
    const answer = pick(current, contact, turn, seed);
    if (answer === undefined || answer.text === null) return;
    if (LAST_WORDS.includes(answer.kind)) silent.add(contact);
    const { text, media = 0 } = answer;
    const [shortest, longest] = current.delayMs;
    const delay = shortest + fraction(seed, contact, turn, 'delay') * (longest - shortest);
    clock.at(clock.now() + delay, () => {
      world.receive({ profile: message.profile, from: contact, to: message.from, body: text, media });
    });
  });

  return {
    use: (next) => {
      current = next;
    },
    reset: () => {
      turns = new Map();
      silent = new Set();
    },
  };
}
