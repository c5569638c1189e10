import { numbers } from './numbers.ts';
import type { Row } from './texts.ts';

/** How many pairs of each kind; chosen by leaving out one batch after the other. */
const PAIRS = 1500;
/** In characters; longer texts already say more than one thing. */
const SHORT = 70;
const MARKS = ['. ', ', ', ' ', '. '];

/**
 * Joins two short texts into one, as people write who answer and ask at once. An innocent text with a
 * request asks to stop, with a wrong number it is a wrong number, and with another innocent one it is
 * innocent. The same texts give the same pairs.
 */
export function joined(rows: readonly Row[]): readonly Row[] {
  const next = numbers();
  const short = rows.filter(({ text, ourTexts }) => text.length < SHORT && ourTexts.length === 0);
  const requests = short.filter(({ label }) => label === 'request');
  const innocents = short.filter(({ label }) => label === 'innocent');
  const unreached = short.filter(({ label }) => ['wrong-number', 'deceased', 'business'].includes(label));
  const one = (of: readonly Row[]) => of[Math.floor(next() * of.length)] as Row;
  const join = (first: Row, second: Row) =>
    first.text.trimEnd() +
    (/[.!?]$/u.test(first.text.trimEnd()) ? ' ' : (MARKS[Math.floor(next() * MARKS.length)] ?? ' ')) +
    second.text;
  return Array.from({ length: PAIRS }, (_, at) => {
    const [request, innocent, other] = [one(requests), one(innocents), one(innocents)];
    const asked = next() < 0.6 ? join(innocent, request) : join(request, innocent);
    const reached = one(unreached);
    return [
      { ...request, text: asked },
      { ...innocent, text: join(innocent, other) },
      ...(at % 3 === 0 ? [{ ...reached, text: join(innocent, reached) }] : []),
    ];
  }).flat();
}
