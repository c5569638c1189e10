import { FEATURES, featuresOf } from './features.ts';
import type { Token } from './tokens.ts';

/**
 * How much a part of a text reads like a request to stop, as log odds; and the tokens that speak most for it.
 */
type Reading = { readonly odds: number; readonly from: number; readonly until: number };

/** What has been learned: `data/learned.json`. */
export type Weights = {
  /** Words that were met often enough to count as themselves. */
  readonly words: readonly string[];
  /** Log odds of a text without any feature. */
  readonly bias: number;
  /** Log odds of one step of a weight. */
  readonly step: number;
  /** A character for each feature's weight, in lines. */
  readonly weights: readonly string[];
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

/** From these odds on a text is held: chosen by leaving out one batch after the other (README). */
const SURE = 0.5;
/** What the phrases know to be innocent, or a wish to resume, needs more. */
const SURER = 2;

/**
 * Whether a reading's odds are enough to hold a text; `doubted` if the phrases have found something that
 * speaks against it.
 */
export function sureEnough(odds: number, doubted: boolean): boolean {
  return odds >= (doubted ? SURER : SURE);
}

/**
 * A longer text is read in parts of about so many words: sums learned from short texts mean nothing for long
 * ones.
 */
const PART = 40;
/**
 * Most texts that it learned from are short, and most long ones in the world ask for nothing: each word after
 * the sixth takes a little of the odds. It cost no request of any batch left out, and half of the texts held
 * among private ones.
 */
const SHORT = 6;
const EACH_WORD = 0.1;
/** From here on a part ends with its sentence. */
const ENOUGH = 25;

/**
 * The second judge: a linear classifier over words and kinds of words, trained by `npm run -s learn` from the
 * labelled texts. Returns the reading of the part of the text that reads most like a request to stop. Throws
 * on broken data, so at load.
 */
export function reader(data: Weights): (tokens: readonly Token[]) => Reading {
  const known = new Set(data.words);
  const text = data.weights.join('');
  if (text.length !== FEATURES) throw new Error(`The learned weights are ${text.length}, not ${FEATURES}.`);
  const steps = Int8Array.from(text, (character) => stepsOf(character.charCodeAt(0)));
  return (tokens) => {
    let most: Reading = { odds: Number.NEGATIVE_INFINITY, from: 0, until: 0 };
    for (const [from, until] of partsOf(tokens)) {
      const part = readPart(tokens.slice(from, until), known, steps, data);
      if (part.odds > most.odds) most = { odds: part.odds, from: from + part.from, until: from + part.until };
    }
    return most;
  };
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

function readPart(
  tokens: readonly Token[],
  known: ReadonlySet<string>,
  steps: Int8Array,
  { bias, step }: Weights,
): Reading {
  let odds = bias - EACH_WORD * Math.max(0, tokens.length - SHORT);
  const shares = new Float64Array(tokens.length);
  for (const { bucket, from, until } of featuresOf(tokens, known)) {
    const weight = (steps[bucket] ?? 0) * step;
    odds += weight;
    for (let at = from; at < until; at += 1) shares[at] = (shares[at] ?? 0) + weight / (until - from);
  }
  return { odds, ...heaviest(shares) };
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
