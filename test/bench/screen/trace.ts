import type { CDPSession } from 'playwright-core';

type Traced = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly type?: string; readonly duration?: number };
  };
};

/** Milliseconds, from Chromium's own trace of a window. */
export type Trace = {
  /** How long each task of the window's main thread took: for so long it can draw no frame. */
  readonly tasks: readonly number[];
  /** From each key until the next picture that shows what came of it. */
  readonly keys: readonly number[];
};

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Records what the window does while `work` runs. */
export async function traced(window: CDPSession, work: () => Promise<void>): Promise<Trace> {
  const events: Traced[] = [];
  window.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as Traced[])));
  const complete = new Promise((resolve) => window.once('Tracing.tracingComplete', resolve));
  await window.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  });
  await work();
  await window.send('Tracing.end');
  await complete;
  const main = events.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const tasks = events
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === main?.pid && tid === main.tid)
    .map(({ dur = 0 }) => dur / 1000);
  const keys = events.flatMap(({ name, ph, args }) =>
    name === 'EventTiming' && ph === 'b' && args?.data?.type === 'keydown' ? [args.data.duration ?? 0] : [],
  );
  if (tasks.length === 0) throw new Error('The trace holds no task of the window.');
  return { tasks, keys };
}
