/**
 * Milliseconds to wait before the next try: doubling from `first` to at most `longest`, at random between
 * half and the whole. `attempt`: the tries so far, from 1. `fraction`: a chance from 0 to 1.
 */
export function backOff(attempt: number, fraction: number, first: number, longest: number): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(attempt - 1, 20));
  return Math.round(ceiling / 2 + (ceiling / 2) * fraction);
}
