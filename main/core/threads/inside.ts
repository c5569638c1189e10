import { workerData } from 'node:worker_threads';
import { Stopped } from './failure.ts';
import { type Line, lineOver, type Methods } from './line.ts';
import type { Begun } from './thread.ts';

const { port, stop }: Begun = workerData;

/**
 * Inside a thread: the line to the caller who started it. `ours` are the functions that the caller may call.
 * Call it once.
 */
export const serve = <Theirs extends Methods>(ours: Methods): Line<Theirs> => lineOver(port, ours);

/** Called between two steps of the work. @throws Stopped if the thread was asked to stop */
export function stopIfAsked(): void {
  if (Atomics.load(new Int32Array(stop), 0) !== 0) throw new Stopped();
}
