import type { RunDetails } from 'fast-check';

/**
 * fast-check also reports a failure when the time was over before one history was; that shows neither a
 * fault nor that there is none.
 */
export function isWrong(
  result: Pick<RunDetails<unknown>, 'failed' | 'interrupted' | 'counterexample'>,
): boolean {
  return result.failed && !(result.interrupted && result.counterexample === null);
}

/** The last line of a soak, after so many histories and days of the running program. */
export function lastLine(histories: number, days: number, wrong: boolean): string {
  if (wrong) return `${histories} histories and ${days} days, one of them wrong`;
  if (histories === 0) return 'Too short for a single history: nothing is shown.';
  return `${histories} histories and ${days} days, all as design section 2 says`;
}
