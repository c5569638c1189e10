import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { haltOf } from '../../main/core/backup/halt.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { all } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';

import { computers, coreOf, leaves, optedOut, organisation, PASSPHRASE } from './computers.ts';

quickPasswords();

let site: ReturnType<typeof computers>;
beforeEach(() => {
  site = computers();
});
afterEach(() => site.close());

test('a whole organisation moves to another computer in one file; the old console stops, and the new one knows everything', async () => {
  const old = site.computer('old');
  const { made, core, admin, people, leave, queue } = await organisation(old);
  leave(0);
  queue(1);
  const copy = await made.backups().export({ passphrase: PASSPHRASE, move: true, actorId: admin });
  const bytes = readFileSync(copy.path);
  expect(bytes.includes('Tenants')).toBe(false);
  expect(haltOf(core.db)?.why).toBe('moved');
  expect(leaves(core, old.clock)).toEqual([]);

  const fresh = site.computer('new');
  const there = await fresh.open();
  await expect(there.importNew(copy.path, 'not the passphrase', null)).rejects.toThrow(/passphrase is wrong/);
  expect(there.phase()).toBe('first-run');
  const brought = await there.importNew(copy.path, PASSPHRASE, null);
  expect(brought).toEqual({ complete: true, optOuts: 0, unsure: 0 });
  const now = coreOf(there);
  expect(haltOf(now.db)).toBeNull();
  expect(now.device).not.toBe(core.device);
  expect(now.subject(people[0]?.number ?? '')).toBe(people[0]?.subject);
  expect(optedOut(now)).toEqual(new Set([people[0]?.subject]));
  // Credentials are not in the file, so nothing leaves through a connection until it was tested here.
  expect(all(now.db, "SELECT 1 FROM connection WHERE state = 'ready'")).toEqual([]);
  // Texts that waited do not leave by themselves; but the contact can be texted, since the old console has
  // stopped.
  expect(leaves(now, fresh.clock)).toEqual([]);
  const sent = now.write((tx) =>
    enqueue(now, tx, { conversationId: people[1]?.id ?? '', kind: 'initial', body: 'Hi', authorId: admin }),
  );
  expect(sent).toMatchObject({ ok: true });
  expect(leaves(now, fresh.clock)).toEqual([people[1]?.number]);
  expect(verify(now.db).problems).toEqual([]);

  // The way back: the old computer unites what happened on the new one.
  now.write((tx) =>
    optOut(now, tx, {
      subject: people[5]?.subject ?? '',
      number: null,
      cause: 'manual',
      actorId: admin,
      reason: written(''),
      rule: 'by-hand',
      matched: '',
      conversationId: null,
      messageId: null,
      senderNumberId: null,
      importId: null,
      saidAt: tx.now,
      receivedAt: tx.now,
    }),
  );
  const still = await there.backups().export({ passphrase: PASSPHRASE, move: false, actorId: admin });
  await expect(
    made.backups().import({ file: still.path, passphrase: PASSPHRASE, actorId: admin }),
  ).rejects.toThrow(/may still be sending/);
  const back = await there.backups().export({ passphrase: PASSPHRASE, move: true, actorId: admin });
  const { united, check } = await made
    .backups()
    .import({ file: back.path, passphrase: PASSPHRASE, actorId: admin });
  expect(united).toMatchObject({ optOuts: 1, texts: 1 });
  expect(check.problems).toEqual([]);
  expect(optedOut(core)).toEqual(new Set([people[0]?.subject, people[5]?.subject]));
  expect(
    core.write((tx) =>
      enqueue(core, tx, {
        conversationId: people[1]?.id ?? '',
        kind: 'initial',
        body: 'Hi',
        authorId: admin,
      }),
    ),
  ).toMatchObject({ ok: false });
});

test('another organisation is refused, and nothing is changed', async () => {
  const ours = await organisation(site.computer('ours'));
  const theirs = await organisation(site.computer('theirs'));
  theirs.leave(0);
  const copy = await theirs.made
    .backups()
    .export({ passphrase: PASSPHRASE, move: true, actorId: theirs.admin });
  const before = optedOut(ours.core);
  await expect(
    ours.made.backups().import({ file: copy.path, passphrase: PASSPHRASE, actorId: ours.admin }),
  ).rejects.toThrow(/another organisation/);
  expect(optedOut(ours.core)).toEqual(before);
  expect(existsSync(copy.path)).toBe(true);
});
