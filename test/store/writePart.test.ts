import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openCore } from '../../main/core/open/openCore.ts';
import { readMark } from '../../main/core/store/mark.ts';
import { memorySecrets, testClock, testPorts, writer } from '../helpers/core.ts';

it('a part of a longer work does not wait for the disk, and the mark waits until it is durable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-part-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const markFile = join(folder, 'organisation.mark');
  const core = openCore({
    ports: testPorts(testClock()),
    secrets: memorySecrets(),
    storeDir: join(folder, 'store'),
    key: '0'.repeat(64),
    demo: false,
    markFile,
  });
  onTestFinished(() => core.close());
  const flushes = () => writer(core).pragma('synchronous', { simple: true });
  const FULL = 2;
  const first = core.write((tx) => tx.rev());
  expect(readMark(markFile)).toBe(first);
  expect(core.writePart((tx) => [tx.rev(), flushes()])).toEqual([expect.any(String), 1]);
  // A power cut may take that part back, so the mark must not know it.
  expect(readMark(markFile)).toBe(first);
  expect(flushes()).toBe(FULL);
  expect(() =>
    core.writePart(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(flushes()).toBe(FULL);
  const last = core.write((tx) => tx.rev());
  expect(readMark(markFile)).toBe(last);
});
