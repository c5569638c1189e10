import { FEATURES, featuresOf } from '../../../main/core/rules/features.ts';
import { LEAST, MOST, type Weights, written } from '../../../main/core/rules/learned.ts';
import { withoutQuotes } from '../../../main/core/rules/quotes.ts';
import { withoutSignature } from '../../../main/core/rules/signature.ts';
import { type Token, tokenize } from '../../../main/core/rules/tokens.ts';
import type { Row } from './texts.ts';

/** A word counts as itself from this many texts on, and a feature counts at all. */
const OFTEN = 2;
const ROUNDS = 10;
const RATE = 0.1;
const DECAY = 1e-4;
/** Whether a soft refusal asks to stop is a matter of taste, so it teaches less. */
const SOFT = 0.7;
const STEP = 0.08;
const LINE = 100;

type Lesson = { readonly features: Int32Array; readonly asks: 0 | 1; readonly counts: number };

export const tokensOf = ({ text, ourTexts }: Pick<Row, 'text' | 'ourTexts'>): readonly Token[] =>
  tokenize(withoutSignature(withoutQuotes(text, ourTexts) ?? ''));

/**
 * Learns from labelled texts what a request to stop looks like: logistic regression by stochastic gradient
 * descent with a rate for each feature (AdaGrad), the mean of the later rounds, rounded to whole steps. The
 * same texts give the same weights.
 */
export function train(rows: readonly Row[]): Weights {
  const texts = rows.map(tokensOf);
  const words = often(texts.map((tokens) => tokens.map(({ word }) => word)));
  const known = new Set(words);
  const seen = texts.map((tokens) => featuresOf(tokens, known).map(({ bucket }) => bucket));
  const counted = new Set(often(seen));
  const lessons = rows.map(
    ({ label }, at): Lesson => ({
      features: Int32Array.from((seen[at] ?? []).filter((bucket) => counted.has(bucket))),
      asks: label === 'request' || label === 'keyword' ? 1 : 0,
      counts: label === 'soft-refusal' ? SOFT : 1,
    }),
  );
  const { bias, weights } = descend(lessons);
  const steps = Array.from(weights, (weight) => Math.min(MOST, Math.max(LEAST, Math.round(weight / STEP))));
  const text = steps.map(written).join('');
  const lines = text.match(new RegExp(`.{1,${LINE}}`, 'gu')) ?? [];
  return { words: words.toSorted(), bias: Math.round(bias * 100) / 100, step: STEP, weights: lines };
}

/** What stands in at least `OFTEN` of the lists. */
function often<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const counts = new Map<T, number>();
  for (const list of lists) for (const each of new Set(list)) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= OFTEN).map(([each]) => each);
}

function descend(lessons: readonly Lesson[]): { readonly bias: number; readonly weights: Float64Array } {
  // One more weight at the end: the bias.
  const weights = new Float64Array(FEATURES + 1);
  const squares = new Float64Array(FEATURES + 1).fill(1e-6);
  const sums = new Float64Array(FEATURES + 1);
  const value = (feature: number) => weights[feature] ?? 0;
  const learn = (feature: number, slope: number) => {
    squares[feature] = (squares[feature] ?? 0) + slope * slope;
    weights[feature] = value(feature) - (RATE * slope) / Math.sqrt(squares[feature]);
  };
  const order = lessons.map((_, at) => at);
  const next = numbers();
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, next);
    for (const at of order) {
      const { features, asks, counts } = lessons[at] as Lesson;
      let odds = value(FEATURES);
      for (const feature of features) odds += value(feature);
      const slope = (1 / (1 + Math.exp(-odds)) - asks) * counts;
      learn(FEATURES, slope);
      for (const feature of features) learn(feature, slope + DECAY * value(feature));
    }
    if (round >= ROUNDS / 2) for (let at = 0; at <= FEATURES; at += 1) sums[at] = (sums[at] ?? 0) + value(at);
  }
  const mean = sums.map((sum) => sum / (ROUNDS / 2));
  return { bias: mean[FEATURES] ?? 0, weights: mean.subarray(0, FEATURES) };
}

function shuffle(order: number[], next: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}

/** Numbers from 0 to 1 that are the same each time. */
function numbers(): () => number {
  let state = 20_261_129;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
