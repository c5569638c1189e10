import { EVER, type Span } from '../../../shared/schema/range.ts';
import { DAY, QUARTER } from './schema/countCells.ts';

/** Cells of one length, from `from` up to `to`. Counters are kept by them (schema/counts.ts). */
export type Stretch = Span & { readonly step: number };

const up = (at: number, step: number) => Math.ceil(at / step) * step;
const down = (at: number, step: number) => Math.floor(at / step) * step;

/**
 * The cells that make up a span: whole days of UTC where it has some, quarters of an hour before and after
 * them. Days of a zone begin with a quarter; of another span the ends within a cell are left out.
 */
export function stretchesOf(span: Span): Stretch[] {
  const [from, to] = [up(span.from, QUARTER), down(span.to, QUARTER)];
  const [first, last] = [up(from, DAY), down(to, DAY)];
  const stretches =
    first < last
      ? [
          { step: QUARTER, from, to: first },
          { step: DAY, from: first, to: last },
          { step: QUARTER, from: last, to },
        ]
      : [{ step: QUARTER, from, to }];
  return stretches.filter((stretch) => stretch.from < stretch.to);
}

/** The ends of a span that fill no cell, to be counted from the rows; days of a zone have none. */
export function endsOf({ from, to }: Span): Span[] {
  const [first, last] = [up(from, QUARTER), down(to, QUARTER)];
  const ends =
    first <= last
      ? [
          { from, to: first },
          { from: last, to },
        ]
      : [{ from, to }];
  return ends.filter((end) => end.from < end.to);
}

/** From a moment on, without an end. */
export const onwards = (from: number): Span => ({ from, to: EVER });
