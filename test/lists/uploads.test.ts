import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startRunning } from '../../main/core/console/running.ts';
import { appendUpload, beginUpload, uploaded } from '../../main/core/lists/uploads.ts';
import { fileCore } from '../helpers/fileCore.ts';

/** Uploaded files hold contacts in plain text, so none stays after the run in which it came. */

let removing = () => {};
afterEach(() => removing());

const list = new TextEncoder().encode('Phone,Name\n+12025550123,Zanzibarina\n');

test('a list that was looked at and left is gone when the store closes', async () => {
  const { core, dir, remove } = fileCore();
  removing = remove;
  const running = await startRunning(core);
  const id = await beginUpload(core, list.byteLength);
  await appendUpload(core, id, 0, list);
  const source = await uploaded(core, id);
  expect('path' in source && existsSync(source.path)).toBe(true);
  await running.stop();
  expect(existsSync(join(dir, 'uploads')) ? readdirSync(join(dir, 'uploads')) : []).toEqual([]);
});
