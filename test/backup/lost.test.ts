import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { haltOf } from '../../main/core/backup/halt.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';

import { ADMIN, computers, coreOf, HOUR, leaves, optedOut, organisation } from './computers.ts';

quickPasswords();

let site: ReturnType<typeof computers>;
beforeEach(() => {
  site = computers();
});
afterEach(() => site.close());

test('a store whose middle is damaged: the back-up comes back with every opt-out that the rest still tells', async () => {
  const here = site.computer('here');
  const { made, core, admin, people, leave, queue } = await organisation(here);
  leave(0);
  queue(1);
  await made.backups().backUp(admin);
  here.clock.advance(HOUR);
  leave(2);
  queue(3);
  await made.close();
  // The first page after the schema is damaged, so the store does not open.
  const file = join(core.storeDir, STORE_FILE);
  const bytes = readFileSync(file);
  bytes.fill(7, 3000, 3600);
  writeFileSync(file, bytes);

  const again = await here.open();
  expect(again.phase()).toBe('stopped');
  const [backup] = again.lostBackups();
  if (!backup) throw new Error('The back-up is not found without the store.');
  await expect(again.restoreLost(backup.id, { login: 'maya', password: 'a wrong password' })).rejects.toThrow(
    /No admin/,
  );
  expect(again.phase()).toBe('stopped');
  const brought = await again.restoreLost(backup.id, ADMIN);
  const now = coreOf(again);
  expect(optedOut(now).has(people[0]?.subject ?? '')).toBe(true);
  expect(verify(now.db).problems).toEqual([]);
  // The damaged file is kept; only a person removes it.
  expect(
    readdirSync(join(site.folder, 'here')).filter((name) => name.startsWith('organisation.before-restore')),
  ).toHaveLength(1);
  // It is not known what happened since, so nothing leaves: neither what waited in the back-up nor
  // anybody's first text.
  expect(brought.complete).toBe(false);
  expect(haltOf(now.db)?.why).toBe('restore');
  expect(leaves(now, here.clock)).toEqual([]);
  now.write((tx) => run(tx.db, "DELETE FROM meta WHERE key = 'sending-halted'"));
  expect(leaves(now, here.clock)).toEqual([]);
  for (const { id } of people.slice(1)) {
    expect(
      now.write((tx) =>
        enqueue(now, tx, { conversationId: id, kind: 'initial', body: 'Hi again', authorId: admin }),
      ),
    ).toMatchObject({ ok: false });
  }
});

test('a store of which one page is torn: what was saved since the back-up is read from the rest', async () => {
  const here = site.computer('here');
  const { made, core, admin, people, leave } = await organisation(here);
  leave(0);
  await made.backups().backUp(admin);
  here.clock.advance(HOUR);
  leave(2);
  leave(4);
  // Damages a page of an index of texts: nothing important is lost, and still every check fails.
  const root =
    all<{ rootpage: number }>(core.db, "SELECT rootpage FROM sqlite_schema WHERE name = 'job_running'")[0]
      ?.rootpage ?? 0;
  await made.close();
  const file = join(core.storeDir, STORE_FILE);
  const bytes = readFileSync(file);
  bytes.fill(9, (root - 1) * 4096 + 100, root * 4096 - 200);
  writeFileSync(file, bytes);

  const again = await here.open();
  if (again.phase() === 'open') await again.close();
  const stopped =
    again.phase() === 'stopped' && again.problem()?.message !== 'Heed is closing.' ? again : null;
  const outside = stopped ?? again;
  // The restore reads around the damaged page, whether or not the start met it.
  const { createOutside } = await import('../../main/core/backup/outside.ts');
  const brought = stopped
    ? await outside.restoreLost(outside.lostBackups()[0]?.id ?? '', ADMIN)
    : await (async () => {
        const bare = createOutside({
          ports: here.ports,
          storeDir: join(site.folder, 'here', 'organisation'),
          markFile: join(site.folder, 'here', 'organisation.mark'),
        });
        return bare.restore(bare.list()[0]?.id ?? '', ADMIN);
      })();
  expect(brought.optOuts).toBe(2);
  const after = await here.open();
  const now = coreOf(after);
  for (const index of [0, 2, 4]) expect(optedOut(now).has(people[index]?.subject ?? '')).toBe(true);
  expect(verify(now.db).problems).toEqual([]);
});

test('a crash between the two renames of a restore is ended at the next start', async () => {
  const here = site.computer('here');
  const { made, admin, people, leave } = await organisation(here);
  leave(0);
  await made.close();
  const { renameSync } = await import('node:fs');
  const dir = join(site.folder, 'here', 'organisation');
  renameSync(dir, `${dir}.next`);
  writeFileSync(join(`${dir}.next`, 'ready'), '');
  const again = await here.open();
  expect(optedOut(coreOf(again)).has(people[0]?.subject ?? '')).toBe(true);
  expect(admin).toBeTruthy();
});
