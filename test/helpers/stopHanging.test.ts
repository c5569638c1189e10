import { afterEach, expect, test, vi } from 'vitest';
import StopHanging from './stopHanging.ts';

/** A file that hangs ends the run; a run of files that end in time goes on, however long it takes. */

afterEach(() => {
  vi.useRealTimers();
});

test('the file that does not end is named', () => {
  vi.useFakeTimers();
  const reported: string[] = [];
  const watch = new StopHanging({ limit: 60_000, stop: (why) => reported.push(why) });
  for (const moduleId of ['a.test.ts', 'b.test.ts']) watch.onTestModuleQueued({ moduleId });
  vi.advanceTimersByTime(50_000);
  watch.onTestModuleEnd({ moduleId: 'a.test.ts' });
  watch.onTestModuleQueued({ moduleId: 'c.test.ts' });
  vi.advanceTimersByTime(50_000);
  expect(reported).toEqual([expect.stringMatching(/b\.test\.ts did not end within 1 min/)]);
  watch.onTestRunEnd();
  vi.advanceTimersByTime(100_000);
  expect(reported).toHaveLength(1);
});
