import { z } from 'zod';
import { type Heads, LogError } from './changeLog.ts';

const Numbers = z.record(z.string(), z.int().min(0));
const State = z.object({ heads: Numbers, held: Numbers });

function parsed<T>(shape: z.ZodType<T>, value: unknown): T {
  const found = shape.safeParse(value);
  if (!found.success) throw new LogError('broken', 'The log answered in a shape that is not known.');
  return found.data;
}

const mapOf = (numbers: Readonly<Record<string, number>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(numbers));

/** Heads as the log keeps them: an object of numbers, by console. */
export const headsOf = (value: unknown): Heads => mapOf(parsed(Numbers, value));

export const textOf = (heads: Heads): string => JSON.stringify(Object.fromEntries(heads));

/** What an append answered: heads, and the milliseconds that each lease which is ours still has. */
export function stateOf(value: unknown): { readonly heads: Heads; readonly held: Heads } {
  const { heads, held } = parsed(State, value);
  return { heads: mapOf(heads), held: mapOf(held) };
}
