import { type FaultPoint, onFaultPoint } from '../../main/core/base/faultPoint.ts';

/**
 * Ends this very process when it comes by a named point for the nth time, as kill -9 would: no handler runs,
 * nothing is flushed. `also` hears of every point.
 */
export function crashAt(
  point: FaultPoint | null,
  nth = 1,
  also: (reached: FaultPoint) => void = () => {},
): void {
  let left = nth;
  onFaultPoint((reached) => {
    if (reached === point) left -= 1;
    if (reached === point && left === 0) {
      process.kill(process.pid, 'SIGKILL');
      // The signal is on its way; not one more step until it arrives.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    also(reached);
  });
}
