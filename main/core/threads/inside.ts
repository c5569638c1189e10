import { workerData } from 'node:worker_threads';
import { Stopped } from './failure.ts';
import { type Line, lineOver, type Methods } from './line.ts';
import type { Begun } from './thread.ts';

const { port, stop }: Begun = workerData;

/** In a thread: its line to whoever started it, who may call `ours`. Call it once. */
export const serve = <Theirs extends Methods>(ours: Methods): Line<Theirs> => lineOver(port, ours);

/** To be called between two steps of the work. @throws Stopped where it was asked to stop */
export function lookWhetherStopped(): void {
  if (Atomics.load(new Int32Array(stop), 0) !== 0) throw new Stopped();
}
