import { expect, test, vi } from 'vitest';
import { startRunning } from '../../main/core/console/running.ts';
import { testCore, writer } from '../helpers/core.ts';

test('a start that fails ends the thread that copies the log, before the store is closed', async () => {
  const { core } = testCore();
  writer(core).exec('ALTER TABLE setting RENAME TO lost');
  const end = vi.fn(async () => undefined);
  await expect(startRunning({ ...core, copyLogOnThread: () => end })).rejects.toThrow(/setting/);
  expect(end).toHaveBeenCalledOnce();
  core.close();
});
