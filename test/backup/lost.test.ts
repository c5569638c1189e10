import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { haltOf } from '../../main/core/backup/halt.ts';
import { type Console, createConsole } from '../../main/core/console.ts';
import type { Core } from '../../main/core/context.ts';
import { optOut } from '../../main/core/ledger/optOut.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { claim } from '../../main/core/outbox/claim.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import type { Ports } from '../../main/core/ports.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { createIds } from '../../main/hosts/common/ids.ts';
import { memorySecrets, testClock, testPorts } from '../helpers/core.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { campaign, connection, conversation, fictionNumber, senderNumber } from '../helpers/seed.ts';

quickPasswords();

const ADMIN = { organisation: 'Tenants', name: 'Maya', login: 'maya', password: 'correct horse battery' };
const PASSPHRASE = 'a passphrase for the file';
const HOUR = 3_600_000;

let folder = '';
let consoles: Console[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-lost-'));
  consoles = [];
});
afterEach(async () => {
  for (const each of consoles) await each.close();
  rmSync(folder, { recursive: true, force: true });
});

function computer(name: string, secrets = memorySecrets()) {
  const clock = testClock();
  // Two computers draw different numbers.
  const ports: Ports = testPorts(clock, {
    ids: createIds(clock),
    random: { bytes: (length) => randomBytes(length), fraction: () => 0.5 },
    dataDir: join(folder, name),
    keyStore: { kind: 'system', open: async () => secrets },
  });
  const open = async () => {
    const made = await createConsole(ports);
    consoles.push(made);
    return made;
  };
  return { clock, secrets, ports, open };
}

const coreOf = (of: Console): Core => {
  const core = of.core();
  if (!core) throw new Error(`Nothing is open: ${of.problem()?.message}`);
  return core;
};

async function organisation(on: ReturnType<typeof computer>) {
  const made = await on.open();
  await made.setUp(ADMIN);
  const core = coreOf(made);
  const admin = all<{ id: string }>(core.db, 'SELECT id FROM account')[0]?.id ?? '';
  const connectionId = connection(core, { profile: 'provider-1', provider: 'bandwidth', state: 'ready' });
  const senderNumberId = senderNumber(core, { connectionId, number: '+12165550190' });
  const campaignId = campaign(core, { texterIds: [admin] });
  const people = [0, 1, 2, 3, 4, 5].map((index) => {
    const number = fictionNumber('US', index);
    return {
      number,
      subject: core.subject(number),
      id: conversation(core, { campaignId, number, senderNumberId, texterId: admin, state: 'to-send' }),
    };
  });
  const leave = (index: number) =>
    core.write((tx) =>
      optOut(core, tx, {
        subject: people[index]?.subject ?? '',
        number: null,
        cause: 'manual',
        automatic: false,
        actorId: admin,
        reason: '',
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
  const queue = (index: number) =>
    core.write((tx) =>
      enqueue(core, tx, {
        conversationId: people[index]?.id ?? '',
        kind: 'initial',
        body: 'Hi',
        authorId: admin,
      }),
    );
  return { made, core, admin, people, leave, queue };
}

const optedOut = (core: Core) =>
  new Set(
    all<{ subject: string }>(core.db, 'SELECT subject FROM opt_out WHERE reversed = 0').map(
      (row) => row.subject,
    ),
  );
/** What could leave at once if replies had just been read; nothing is halted by a halt that an admin lifted. */
function leaves(core: Core, clock: { now(): number }): string[] {
  core.inbound.beat(clock.now());
  core.write((tx) => run(tx.db, "UPDATE connection SET last_inbound_ok_at = ?, state = 'ready'", tx.now));
  return claim(core, () => true, 50).map((each) => each.to);
}

test('a store whose middle is damaged: the back-up comes back with every opt-out that the rest still tells', async () => {
  const here = computer('here');
  const { made, core, admin, people, leave, queue } = await organisation(here);
  leave(0);
  queue(1);
  await made.keeping().backUp(admin);
  here.clock.advance(HOUR);
  leave(2);
  queue(3);
  await made.close();
  // The first page after the schema breaks, so that nothing opens.
  const file = join(core.storeDir, STORE_FILE);
  const bytes = readFileSync(file);
  bytes.fill(7, 3000, 3600);
  writeFileSync(file, bytes);

  const again = await here.open();
  expect(again.phase()).toBe('stopped');
  const [backup] = again.lostBackups();
  if (!backup) throw new Error('The back-up is not found without the store.');
  await expect(again.restoreLost(backup.id, 'maya', 'a wrong password')).rejects.toThrow(/No admin/);
  expect(again.phase()).toBe('stopped');
  const brought = await again.restoreLost(backup.id, ADMIN.login, ADMIN.password);
  const now = coreOf(again);
  expect(optedOut(now).has(people[0]?.subject ?? '')).toBe(true);
  expect(verify(now.db).problems).toEqual([]);
  // The old file is kept: nobody but a person throws it away.
  expect(
    readdirSync(join(folder, 'here')).filter((name) => name.startsWith('organisation.before-restore')),
  ).toHaveLength(1);
  // What happened since is not known: nothing leaves, neither what waited in the back-up nor anybody's first text.
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
  const here = computer('here');
  const { made, core, admin, people, leave } = await organisation(here);
  leave(0);
  await made.keeping().backUp(admin);
  here.clock.advance(HOUR);
  leave(2);
  leave(4);
  // A page of an index of texts: of no use to what matters, and enough to fail every check.
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
  // Whether or not the broken page was met at the start, the restore reads around it.
  const { createOutside } = await import('../../main/core/backup/outside.ts');
  const brought = stopped
    ? await outside.restoreLost(outside.lostBackups()[0]?.id ?? '', ADMIN.login, ADMIN.password)
    : await (async () => {
        const bare = createOutside({
          ports: here.ports,
          storeDir: join(folder, 'here', 'organisation'),
          markFile: join(folder, 'here', 'organisation.mark'),
        });
        return bare.restore(bare.list()[0]?.id ?? '', ADMIN.login, ADMIN.password);
      })();
  expect(brought.optOuts).toBe(2);
  const after = await here.open();
  const now = coreOf(after);
  for (const index of [0, 2, 4]) expect(optedOut(now).has(people[index]?.subject ?? '')).toBe(true);
  expect(verify(now.db).problems).toEqual([]);
});

test('a whole organisation moves to another computer in one file; the old console stops, and the new one knows everything', async () => {
  const old = computer('old');
  const { made, core, admin, people, leave, queue } = await organisation(old);
  leave(0);
  queue(1);
  const copy = await made.keeping().export({ passphrase: PASSPHRASE, move: true, actorId: admin });
  const bytes = readFileSync(copy.path);
  expect(bytes.includes('Tenants')).toBe(false);
  expect(haltOf(core.db)?.why).toBe('moved');
  expect(leaves(core, old.clock)).toEqual([]);

  const fresh = computer('new');
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
  // Credentials did not travel, so nothing leaves through a connection until it was proved here.
  expect(all(now.db, "SELECT 1 FROM connection WHERE state = 'ready'")).toEqual([]);
  // What waited did not leave by itself; its contact can be texted, since the old console has stopped.
  expect(leaves(now, fresh.clock)).toEqual([]);
  const sent = now.write((tx) =>
    enqueue(now, tx, { conversationId: people[1]?.id ?? '', kind: 'initial', body: 'Hi', authorId: admin }),
  );
  expect(sent).toMatchObject({ ok: true });
  expect(leaves(now, fresh.clock)).toEqual([people[1]?.number]);
  expect(verify(now.db).problems).toEqual([]);

  // Back again: the old computer unites what happened on the new one.
  now.write((tx) =>
    optOut(now, tx, {
      subject: people[5]?.subject ?? '',
      number: null,
      cause: 'manual',
      automatic: false,
      actorId: admin,
      reason: '',
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
  const still = await there.keeping().export({ passphrase: PASSPHRASE, move: false, actorId: admin });
  await expect(
    made.keeping().import({ file: still.path, passphrase: PASSPHRASE, actorId: admin }),
  ).rejects.toThrow(/may still be sending/);
  const back = await there.keeping().export({ passphrase: PASSPHRASE, move: true, actorId: admin });
  const { united, check } = await made
    .keeping()
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
  const ours = await organisation(computer('ours'));
  const theirs = await organisation(computer('theirs'));
  theirs.leave(0);
  const copy = await theirs.made
    .keeping()
    .export({ passphrase: PASSPHRASE, move: true, actorId: theirs.admin });
  const before = optedOut(ours.core);
  await expect(
    ours.made.keeping().import({ file: copy.path, passphrase: PASSPHRASE, actorId: ours.admin }),
  ).rejects.toThrow(/another organisation/);
  expect(optedOut(ours.core)).toEqual(before);
  expect(existsSync(copy.path)).toBe(true);
});

test('a crash between the two renames of a restore is ended at the next start', async () => {
  const here = computer('here');
  const { made, admin, people, leave } = await organisation(here);
  leave(0);
  await made.close();
  const { renameSync } = await import('node:fs');
  const dir = join(folder, 'here', 'organisation');
  renameSync(dir, `${dir}.next`);
  writeFileSync(join(`${dir}.next`, 'ready'), '');
  const again = await here.open();
  expect(optedOut(coreOf(again)).has(people[0]?.subject ?? '')).toBe(true);
  expect(admin).toBeTruthy();
});
