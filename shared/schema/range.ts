import { z } from 'zod';
import { says } from '../text/says.ts';

/** Whole numbers from the first up to, and without, the second. As text: `1772496000000..1772582400000`. */
export type Span = { readonly from: number; readonly to: number };

/** Later than any moment: the end of a span without an end. */
export const EVER = 9_999_999_999_999;

const SHAPE = /^(\d{1,16})\.\.(\d{1,16})$/;

/** A span as one word, which fits a query string and can be one filter. */
export const SpanText = z
  .string()
  .max(34)
  .regex(SHAPE, says('api:span'))
  .describe('From..to, the end not included');

export const spanText = ({ from, to }: Span): string => `${from}..${to}`;

/** @throws RangeError for an invalid text; input was parsed by SpanText before */
export function readSpan(text: string): Span {
  const [, from, to] = SHAPE.exec(text) ?? [];
  if (from === undefined || to === undefined) throw new RangeError('This is no span.');
  return { from: Number(from), to: Number(to) };
}
