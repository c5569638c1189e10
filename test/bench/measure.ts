import { z } from 'zod';
import type { Large } from './large.ts';

/** Milliseconds of one operation times this are the unit that is shown. */
const PER_MS = { 'ns/op': 1e6, 'µs/text': 1e3, 'µs/change': 1e3, 'ms/page': 1, 'ms/file': 1 } as const;
export type Unit = keyof typeof PER_MS;

/** The lowest and the highest of several runs. */
const Spread = z.tuple([z.number(), z.number()]);
export type Spread = z.infer<typeof Spread>;

/**
 * One line of the output: the medians of both sides, and how far their runs lie apart. `ratio` is value /
 * baseline, both lower is better; `pass`: the ratio is not above `goal`.
 */
export const Line = z.object({
  name: z.string(),
  value: z.number(),
  valueSpread: Spread,
  unit: z.string(),
  baseline: z.number(),
  baselineSpread: Spread,
  ratio: z.number(),
  goal: z.number(),
  pass: z.boolean(),
  /** How many runs of the value were counted. */
  runs: z.number().int(),
});
export type Line = z.infer<typeof Line>;

/** What a measure is told. `quick`: small sizes, only to see that it works; its times mean nothing. */
export type Run = {
  readonly quick: boolean;
  note(text: string): void;
  /** A large store, made once for all measures of a run (large.ts). */
  large(): Promise<Large>;
};
export type Measure = (run: Run) => Promise<Line[]>;

type Comparison = {
  readonly name: string;
  readonly unit: Unit;
  /** The largest ratio that is good enough. */
  readonly goal: number;
  /** How many operations one call of a side does. */
  readonly operations: number;
  readonly rounds: number;
  /** Whether an uncounted round comes first; not worth it where rounds are long. */
  readonly warmUp?: boolean;
  /** Runs before each round, not timed. */
  readonly prepare?: (round: number) => unknown;
  readonly product: () => unknown;
  readonly baseline: () => unknown;
};

/**
 * Times both sides in turns and takes the median of each, so that other load on the machine hits both alike.
 * Who goes first changes from round to round, since the first warms caches for the second.
 */
export async function compare(comparison: Comparison): Promise<Line> {
  const { name, unit, goal, operations, rounds, warmUp = true, prepare, product, baseline } = comparison;
  const times = { product: [] as number[], baseline: [] as number[] };
  for (let round = warmUp ? 0 : 1; round <= rounds; round += 1) {
    await prepare?.(round);
    const first = round % 2 === 0;
    const a = await timed(first ? product : baseline);
    const b = await timed(first ? baseline : product);
    if (round === 0) continue;
    times.product.push(first ? a : b);
    times.baseline.push(first ? b : a);
  }
  const scale = PER_MS[unit] / operations;
  const scaled = (values: readonly number[]) => values.map((value) => value * scale);
  return beside(name, unit, scaled(times.product), scaled(times.baseline), goal);
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  const result = work();
  // Awaiting a value that is no promise would add a turn of the event loop to short operations.
  if (result instanceof Promise) await result;
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The value below which `part` (0 to 1) of the others lie; 0.99: the 99th of a hundred. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? Number.NaN;
}

/** One measured value, or one for each of several runs. */
type Runs = number | readonly number[];

/**
 * A measured value beside its goal, or beside another measured value; lower is better. Of several runs the
 * medians are compared, and their spread is shown.
 */
export function beside(name: string, unit: string, values: Runs, baselines: Runs, goal = 1): Line {
  const runs = [values].flat();
  const bare = [baselines].flat();
  const [value, baseline] = [median(runs), median(bare)];
  const ratio = rounded(value / baseline);
  return {
    name,
    value: rounded(value),
    valueSpread: spread(runs),
    unit,
    baseline: rounded(baseline),
    baselineSpread: spread(bare),
    ratio,
    goal,
    pass: ratio <= goal,
    runs: runs.length,
  };
}

const spread = (values: readonly number[]): Spread => [
  rounded(Math.min(...values)),
  rounded(Math.max(...values)),
];

/** Rounded to four digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
