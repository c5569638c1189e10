import { type FaultPoint, onFaultPoint } from '../../main/core/base/faultPoint.ts';

/**
 * Ends this process at the nth pass of a named point, as kill -9 would: no handler runs, nothing is
 * flushed. `also` is called at every point.
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
      // Waits for the signal, so that not one more step is done.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    also(reached);
  });
}
