/** Milliseconds. */
const FIRST_WAIT = 300;
/** With the time for connecting, a console that is back is found within five seconds. */
const LONGEST_WAIT = 3_500;

/**
 * Milliseconds to wait before the next try, after `failed` tries: longer each time, and between half of that
 * and all of it by chance, so that many windows do not come back at the same moment.
 */
export function waitBefore(failed: number, random: () => number = Math.random): number {
  const whole = Math.min(FIRST_WAIT * 2 ** Math.min(failed, 16), LONGEST_WAIT);
  return whole / 2 + (random() * whole) / 2;
}
