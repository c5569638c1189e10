/** Letters that run from right to left, and signs that set the direction. */
const TURNS =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** The sign that ends an embedding or an override. */
const POP = '\u202c';

/**
 * The signs that close what a text opened and did not close, innermost first. The caller checks for closing
 * signs that close nothing.
 */
function closers(text: string): string {
  const waiting: string[] = [];
  for (const sign of text) {
    if (/[\u202a\u202b\u202d\u202e]/u.test(sign)) waiting.push(POP);
    else if (/[\u2066-\u2068]/u.test(sign)) waiting.push(POP_ISOLATE);
    else if (sign === POP && waiting.at(-1) === POP) waiting.pop();
    else if (sign === POP_ISOLATE && waiting.includes(POP_ISOLATE))
      waiting.length = waiting.lastIndexOf(POP_ISOLATE);
  }
  return waiting.reverse().join('');
}

/**
 * Whether a text closes more isolates than it opens: within an isolate it would end that one, and change what
 * stands around it.
 */
function breaksOut(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (/[\u2066-\u2068]/u.test(sign)) depth += 1;
    else if (sign === POP_ISOLATE) depth -= 1;
    if (depth < 0) return true;
  }
  return false;
}

/**
 * A value for the middle of a sentence: text from right to left, or with signs of direction, is isolated so
 * that it does not turn what stands beside it (Unicode Standard Annex 9). Anything else is returned as it is.
 */
export function isolated(value: string): string {
  if (!TURNS.test(value)) return value;
  const inner = breaksOut(value) ? value.replaceAll(POP_ISOLATE, '') : value;
  return `${FIRST_STRONG_ISOLATE}${inner}${closers(inner)}${POP_ISOLATE}`;
}
