import { FEATURES, type Feature, featuresOf } from './features.ts';
import type { Token } from './tokens.ts';

/** What the learned judge can take a text for; a text of no importance is none of these. */
export const MEANINGS = ['request', 'wrong-number', 'deceased', 'business'] as const;
type Learned = (typeof MEANINGS)[number];

/** How much a part of a text speaks for one meaning, as log odds; and the tokens that speak most for it. */
type Reading = { readonly odds: number; readonly from: number; readonly until: number };

/** What has been learned: `data/learned.json`. */
export type Weights = {
  /** Words that training met often enough to count as themselves, in lines, separated by spaces. */
  readonly words: readonly string[];
  /** How much one step of a weight adds. */
  readonly step: number;
  /**
   * For each meaning its base value, and one character for each feature's weight, in lines. A meaning with
   * fewer weights than there are features lets features share them.
   */
  readonly meanings: Readonly<
    Record<Learned, { readonly bias: number; readonly weights: readonly string[] }>
  >;
};

/** How many weights each meaning has; powers of two, at most `FEATURES`. */
export const SIZES: Readonly<Record<Learned, number>> = {
  request: FEATURES,
  'wrong-number': FEATURES / 4,
  deceased: FEATURES / 4,
  business: FEATURES / 4,
};

/** Weights are whole steps from -45 to 46, each written as one character that JSON takes as it is. */
export const LEAST = -45;
export const MOST = 46;
const FIRST = 35;
const BACKSLASH = 92;

/** The character for a weight in steps, and back. */
export function written(steps: number): string {
  const code = steps - LEAST + FIRST;
  return String.fromCharCode(code < BACKSLASH ? code : code + 1);
}
function stepsOf(code: number): number {
  return (code < BACKSLASH ? code : code - 1) - FIRST + LEAST;
}

/** At these odds a text is held. Chosen by leaving out one batch after the other (README). */
const SURE = 0.6;
/** The odds needed where the phrases found an innocent meaning or a wish to resume. */
const SURER = 2.5;

/**
 * Whether a reading's odds are enough to hold a text; `doubted` if the phrases have found something that
 * speaks against it.
 */
export function sureEnough(odds: number, doubted: boolean): boolean {
  return odds >= (doubted ? SURER : SURE);
}

/**
 * A longer text is read in parts of about this many words: sums learned from short texts mean nothing for
 * long ones.
 */
const PART = 40;
/**
 * Most texts of the training are short, and most long texts ask for nothing: each word after this number
 * lowers the odds a little. This lost no request of any batch that was left out, and halved the private texts
 * that were held.
 */
const SHORT = 6;
const EACH_WORD = 0.1;
/** From this many words on a part ends with its sentence. */
const ENOUGH = 25;

/**
 * Makes the learned judge (decision 39): a linear classifier over words, kinds of words and letters, trained
 * by `npm run -s learn` from the labelled texts. It returns, for each meaning, the part of the text that
 * speaks most for it. Throws on broken data, so at load.
 */
export function reader(data: Weights): (tokens: readonly Token[]) => Readonly<Record<Learned, Reading>> {
  const known = new Set(data.words.flatMap((line) => line.split(' ')));
  const judges = MEANINGS.map((meaning) => judgeOf(meaning, data));
  return (tokens) => {
    const most = MEANINGS.map((): Reading => ({ odds: Number.NEGATIVE_INFINITY, from: 0, until: 0 }));
    for (const [from, until] of partsOf(tokens)) {
      const parts = readPart(tokens.slice(from, until), known, judges);
      for (const [at, part] of parts.entries()) {
        if (part.odds > (most[at]?.odds ?? 0))
          most[at] = { odds: part.odds, from: from + part.from, until: from + part.until };
      }
    }
    return Object.fromEntries(MEANINGS.map((meaning, at) => [meaning, most[at]])) as Record<Learned, Reading>;
  };
}

type Judge = { readonly bias: number; readonly weights: Float32Array };

function judgeOf(meaning: Learned, data: Weights): Judge {
  const { bias, weights } = data.meanings[meaning];
  const text = weights.join('');
  const size = SIZES[meaning];
  if (text.length !== size)
    throw new Error(`The learned weights of ${meaning} are ${text.length}, not ${size}.`);
  const read = new Float32Array(size);
  // `Float32Array.from` goes through the text as an iterator and takes several times as long, at each start.
  for (let at = 0; at < size; at += 1) read[at] = stepsOf(text.charCodeAt(at)) * data.step;
  return { bias, weights: read };
}

function* partsOf(tokens: readonly Token[]): Generator<readonly [number, number]> {
  let from = 0;
  for (const [at, { opens }] of tokens.entries()) {
    if (at - from < PART && !(opens && at - from >= ENOUGH)) continue;
    yield [from, at];
    from = at;
  }
  if (from < tokens.length) yield [from, tokens.length];
}

/** What speaks for each meaning, less what speaks for all the others together (softmax). */
function readPart(
  tokens: readonly Token[],
  known: ReadonlySet<string>,
  judges: readonly Judge[],
): readonly Reading[] {
  const features = featuresOf(tokens, known);
  const damp = EACH_WORD * Math.max(0, tokens.length - SHORT);
  const sums = judges.map(({ bias, weights }) => {
    let sum = bias;
    for (const { bucket } of features) sum += weights[bucket & (weights.length - 1)] ?? 0;
    return sum;
  });
  return judges.map((judge, at) => ({
    odds: (sums[at] ?? 0) - logSum([0, ...sums.filter((_, other) => other !== at)]) - damp,
    ...heaviest(sharesOf(features, judge, tokens.length)),
  }));
}

/** The logarithm of the sum of the powers of e, computed without overflow. */
export function logSum(values: readonly number[]): number {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

/** How much each token speaks for a meaning. */
function sharesOf(features: readonly Feature[], { weights }: Judge, length: number): Float64Array {
  const shares = new Float64Array(length);
  for (const { bucket, from, until } of features) {
    const weight = weights[bucket & (weights.length - 1)] ?? 0;
    for (let at = from; at < until; at += 1) shares[at] = (shares[at] ?? 0) + weight / (until - from);
  }
  return shares;
}

/** The run of tokens with the greatest sum. */
function heaviest(shares: Float64Array): { readonly from: number; readonly until: number } {
  let best = { from: 0, until: 0, sum: 0 };
  let from = 0;
  let sum = 0;
  for (const [at, share] of shares.entries()) {
    if (sum <= 0) {
      from = at;
      sum = 0;
    }
    sum += share;
    if (sum > best.sum) best = { from, until: at + 1, sum };
  }
  return { from: best.from, until: best.until };
}
