import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import { nextFile } from '../../main/core/keys/openingKey.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { openReader } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { fileSecrets, openPlace, optOutByHand } from './place.ts';

/**
 * kill -9 at each named point of a change of the key: the store opens whole with the keys that are kept,
 * and so do back-ups made before.
 */

const root = mkdtempSync(join(tmpdir(), 'heed-keys-'));
const before = join(root, 'before');
const NUMBERS = ['+12025550111', '+12025550112', '+447700900113'];
let entries = 0;

beforeAll(async () => {
  const { console: service, core, adminId } = await openPlace(before);
  for (const number of NUMBERS) optOutByHand(core, number);
  await service.backups().backUp(adminId);
  entries = verify(core.db).entries;
  await service.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each<[FaultPoint, boolean]>([
  ['keys.begun', false],
  ['keys.next-kept', false],
  ['keys.rekeyed', true],
  ['keys.old-dropped', true],
])('at %s: the store opens, whole; changed: %s', async (point, changed) => {
  const dataDir = join(root, point);
  cpSync(before, dataDir, { recursive: true });
  const oldKey = fileSecrets(dataDir).all()['store-key'] ?? '';
  const died = spawnSync(process.execPath, [
    join(import.meta.dirname, 'child.ts'),
    JSON.stringify({ dataDir, point }),
  ]);
  expect(died.signal, String(died.stderr)).toBe('SIGKILL');

  const { console: service, core, adminId } = await openPlace(dataDir);
  const kept = fileSecrets(dataDir).all();
  expect(core.key !== oldKey).toBe(changed);
  expect(kept['store-key']).toBe(core.key);
  expect(kept['store-key-next']).toBeUndefined();
  // Both keys are kept, since a back-up made with either may have to be read one day.
  const former = Object.values(kept).filter((key) => key !== core.key);
  expect(former).toHaveLength(point === 'keys.begun' ? 0 : 1);
  expect(existsSync(nextFile(core.storeDir))).toBe(false);
  const checked = verify(core.db);
  expect(checked.problems).toEqual([]);
  // The console that opens the store next records who changed the key; where the change never began, there
  // is nothing to record.
  const recorded = all(core.db, "SELECT kind, actor FROM ledger WHERE kind LIKE 'store-key%'");
  const kind = changed ? 'store-key-changed' : 'store-key-kept';
  expect(recorded).toEqual(point === 'keys.begun' ? [] : [{ kind, actor: adminId }]);
  expect(checked.entries).toBe(entries + recorded.length);
  expect(all(core.db, 'SELECT number FROM opt_out ORDER BY number')).toEqual(
    NUMBERS.map((number) => ({ number })),
  );
  if (changed) expect(() => openReader(core.storeDir, oldKey)).toThrow(/key is wrong/);

  // The back-up that was made before still opens and can be united.
  const [made] = service.backups().list();
  expect(await service.backups().preview(made?.id ?? '', adminId)).toMatchObject({ optOuts: 0 });
  // And the key can be changed again.
  await service.changeKey(adminId);
  const now = service.core();
  expect(now?.key).not.toBe(core.key);
  expect(await service.backups().preview(made?.id ?? '', adminId)).toMatchObject({ optOuts: 0 });
  await service.close();
});
