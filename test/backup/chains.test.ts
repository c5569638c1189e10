import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { halt } from '../../main/core/backup/halt.ts';
import { copyStore } from '../../main/core/backup/wholeFile.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { beginChain } from '../../main/core/ledger/witness.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import { FILE_KEY, fileCore } from '../helpers/fileCore.ts';
import { actsOn, keepingWorld, optedOutOn, uniteHere } from './world.ts';

/** What becomes of a console's chain in the ledger when its store is copied, brought back or united. */

const removed: (() => unknown)[] = [];
afterEach(async () => {
  for (const remove of removed.splice(0)) await remove();
});

function newConsole() {
  const made = keepingWorld({ apart: true });
  removed.push(() => made.remove());
  return made;
}

/** The same data folder on a second computer; nothing tells it that it is a copy. */
function copied(of: ReturnType<typeof keepingWorld>) {
  const dir = mkdtempSync(join(tmpdir(), 'heed-copied-'));
  writer(of.core).pragma('wal_checkpoint(TRUNCATE)');
  cpSync(of.core.storeDir, join(dir, 'organisation'), { recursive: true });
  const file = fileCore({ dir, apart: true, now: of.clock.now() });
  removed.push(() => file.remove());
  return { ...file, acts: actsOn(file.core, file.clock, of.cast, 'copy') };
}

let files = 0;
function fileOf(core: { readonly storeDir: string }): string {
  files += 1;
  const file = join(core.storeDir, '..', `file-${files}.db`);
  copyStore(join(core.storeDir, STORE_FILE), FILE_KEY, file);
  return file;
}

test('a copied data folder, used in both places and united: no entry is lost or rewritten, and each has its own chain', () => {
  const here = newConsole();
  here.acts.optOut(0);
  const there = copied(here);
  expect(there.core.device).toBe(here.core.device);
  here.acts.optOut(1);
  there.acts.optOut(2);
  const written = all<{ id: string; hash: string }>(there.core.db, 'SELECT id, hash FROM ledger');
  const options = { key: FILE_KEY, actorId: here.admin, as: 'restore', madeAt: 0 } as const;
  const { check } = uniteHere(here.core, { file: fileOf(there.core), ...options });
  expect(check.problems).toEqual([]);
  const hashes = new Map(
    all<{ id: string; hash: string }>(here.core.db, 'SELECT id, hash FROM ledger').map(({ id, hash }) => [
      id,
      hash,
    ]),
  );
  for (const { id, hash } of written) expect(hashes.get(id)).toBe(hash);
  expect(here.core.device).not.toBe(there.core.device);
  expect(optedOutOn(here.core).size).toBe(3);
  // It goes on in its new chain, and the copy learns of that in turn.
  here.acts.optOut(3);
  here.core.write((tx) => halt(here.core, tx, 'moved', null));
  uniteHere(there.core, { file: fileOf(here.core), ...options });
  there.acts.optOut(4);
  expect(verify(there.core.db).problems).toEqual([]);
  expect(optedOutOn(there.core).size).toBe(5);
});

test('a store that came back from a back-up still takes a newer one of the console that it was; another console does not', () => {
  const lost = newConsole();
  lost.acts.optOut(0);
  const restored = copied(lost);
  const imported = copied(lost);
  restored.core.write((tx) => beginChain(restored.core, tx, true));
  imported.core.write((tx) => beginChain(imported.core, tx, false));
  lost.acts.optOut(1);
  const options = {
    file: fileOf(lost.core),
    key: FILE_KEY,
    actorId: lost.admin,
    as: 'restore',
    madeAt: 0,
  } as const;
  const { check } = uniteHere(restored.core, options);
  expect(check.problems).toEqual([]);
  expect(optedOutOn(restored.core).size).toBe(2);
  expect(() => uniteHere(imported.core, options)).toThrow(/must not be united/);
});
