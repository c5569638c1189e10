import { featuresOf } from '../../../main/core/rules/features.ts';
import {
  LEAST,
  logSum,
  MEANINGS,
  MOST,
  SIZES,
  type Weights,
  written,
} from '../../../main/core/rules/learned.ts';
import { withoutQuotes } from '../../../main/core/rules/quotes.ts';
import { withoutSignature } from '../../../main/core/rules/signature.ts';
import { type Token, tokenize } from '../../../main/core/rules/tokens.ts';
import { joined } from './join.ts';
import { numbers } from './numbers.ts';
import type { Row } from './texts.ts';

/** In how many texts a feature must occur to count; a word in fewer of them does not count as itself. */
const OFTEN = 2;
const ROUNDS = 10;
const RATE = 0.1;
const DECAY = 1e-4;
/** Whether a soft refusal asks to stop is a matter of opinion, so it teaches less. */
const SOFT = 0.7;
const STEP = 0.08;
const LINE = 100;
const WORDS_A_LINE = 14;

/** `means` is a place in `MEANINGS`; -1 for a text that means none of them. */
type Lesson = { readonly features: Int32Array; readonly means: number; readonly counts: number };

export const tokensOf = ({ text, ourTexts }: Pick<Row, 'text' | 'ourTexts'>): readonly Token[] =>
  tokenize(withoutSignature(withoutQuotes(text, ourTexts) ?? ''));

/**
 * Learns from labelled texts, and from pairs of them, what each meaning looks like: multinomial logistic
 * regression by stochastic gradient descent with a rate for each feature (AdaGrad), the mean of the later
 * rounds, rounded to whole steps. The same texts give the same weights.
 */
export function train(single: readonly Row[]): Weights {
  const rows = [...single, ...joined(single)];
  const texts = rows.map(tokensOf);
  const words = often(texts.map((tokens) => tokens.map(({ word }) => word)));
  const known = new Set(words);
  const seen = texts.map((tokens) => featuresOf(tokens, known).map(({ bucket }) => bucket));
  const counted = new Set(often(seen));
  const lessons = rows.map(
    ({ label }, at): Lesson => ({
      features: Int32Array.from((seen[at] ?? []).filter((bucket) => counted.has(bucket))),
      means: (MEANINGS as readonly string[]).indexOf(label),
      counts: label === 'soft-refusal' ? SOFT : 1,
    }),
  );
  const learned = descend(lessons);
  const meanings = MEANINGS.map((meaning, at) => [meaning, storedOf(learned[at] as Float64Array)]);
  return { words: inLines(words.toSorted()), step: STEP, meanings: Object.fromEntries(meanings) };
}

function inLines(words: readonly string[]): readonly string[] {
  const lines = Math.ceil(words.length / WORDS_A_LINE);
  return Array.from({ length: lines }, (_, at) =>
    words.slice(at * WORDS_A_LINE, (at + 1) * WORDS_A_LINE).join(' '),
  );
}

/** Weights as they are stored; the last one is the bias. */
function storedOf(weights: Float64Array): { readonly bias: number; readonly weights: readonly string[] } {
  const steps = Array.from(weights.subarray(0, -1), (weight) =>
    Math.min(MOST, Math.max(LEAST, Math.round(weight / STEP))),
  );
  const lines =
    steps
      .map(written)
      .join('')
      .match(new RegExp(`.{1,${LINE}}`, 'gu')) ?? [];
  return { bias: Math.round((weights.at(-1) ?? 0) * 100) / 100, weights: lines };
}

/** Features that occur in at least `OFTEN` of the lists. */
function often<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const counts = new Map<T, number>();
  for (const list of lists) for (const each of new Set(list)) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= OFTEN).map(([each]) => each);
}

/** The weights of one meaning while they are learned, with the bias as a further one. */
class Learner {
  readonly size: number;
  readonly weights: Float64Array;
  readonly squares: Float64Array;
  readonly sums: Float64Array;
  constructor(size: number) {
    this.size = size;
    this.weights = new Float64Array(size + 1);
    this.squares = new Float64Array(size + 1).fill(1e-6);
    this.sums = new Float64Array(size + 1);
  }
  odds(features: Int32Array): number {
    let odds = this.weights[this.size] ?? 0;
    for (let at = 0; at < features.length; at += 1)
      odds += this.weights[(features[at] ?? 0) & (this.size - 1)] ?? 0;
    return odds;
  }
  learn(features: Int32Array, slope: number): void {
    this.step(this.size, slope);
    for (let at = 0; at < features.length; at += 1) {
      const feature = (features[at] ?? 0) & (this.size - 1);
      this.step(feature, slope + DECAY * (this.weights[feature] ?? 0));
    }
  }
  private step(at: number, slope: number): void {
    const squares = (this.squares[at] ?? 0) + slope * slope;
    this.squares[at] = squares;
    this.weights[at] = (this.weights[at] ?? 0) - (RATE * slope) / Math.sqrt(squares);
  }
  note(): void {
    for (let at = 0; at <= this.size; at += 1) this.sums[at] = (this.sums[at] ?? 0) + (this.weights[at] ?? 0);
  }
}

function descend(lessons: readonly Lesson[]): readonly Float64Array[] {
  const learners = MEANINGS.map((meaning) => new Learner(SIZES[meaning]));
  const order = lessons.map((_, at) => at);
  const next = numbers();
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, next);
    for (const at of order) {
      const { features, means, counts } = lessons[at] as Lesson;
      const odds = learners.map((learner) => learner.odds(features));
      const all = logSum([0, ...odds]);
      for (const [index, learner] of learners.entries())
        learner.learn(features, (Math.exp((odds[index] ?? 0) - all) - (index === means ? 1 : 0)) * counts);
    }
    if (round >= ROUNDS / 2) for (const learner of learners) learner.note();
  }
  return learners.map(({ sums }) => sums.map((sum) => sum / (ROUNDS / 2)));
}

function shuffle(order: number[], next: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}
