import { EVER, type Span } from './range.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Within this a request to stop should be enforced. Milliseconds. */
export const FIVE_MINUTES = 5 * MINUTE;

/**
 * Spans of the time from the contact's words to the opt-out, each with its end; one ends at the five-minute
 * limit. Counters of the store are kept by them.
 */
export const ENFORCEMENT_STEPS: readonly Span[] = [
  0,
  SECOND,
  10 * SECOND,
  MINUTE,
  FIVE_MINUTES,
  HOUR,
  DAY,
  EVER - 1,
].flatMap((end, index, ends) => {
  const before = ends[index - 1];
  return before === undefined ? [] : [{ from: index === 1 ? 0 : before + 1, to: end + 1 }];
});
