import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIds } from '../../main/core/base/ids.ts';
import type { Ports } from '../../main/core/base/ports.ts';
import { type ConsoleService, createConsole } from '../../main/core/console/console.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { claim } from '../../main/core/outbox/claim.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import type { Core } from '../../main/core/store/context.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { memorySecrets, testClock, testPorts } from '../helpers/core.ts';
import { campaign, connection, conversation, fictionNumber, senderNumber } from '../helpers/seed.ts';

export const ADMIN = {
  organisation: 'Tenants',
  name: 'Maya',
  login: 'maya',
  password: 'correct horse battery',
};
export const PASSPHRASE = 'a passphrase for the file';
export const HOUR = 3_600_000;

/** Computers of a test, in one folder that is removed at the end. */
export function computers() {
  const folder = mkdtempSync(join(tmpdir(), 'heed-lost-'));
  const consoles: ConsoleService[] = [];
  function computer(name: string, secrets = memorySecrets()) {
    const clock = testClock();
    // Two computers draw different random numbers.
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
  return {
    folder,
    computer,
    async close() {
      for (const each of consoles) await each.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
type Computer = ReturnType<ReturnType<typeof computers>['computer']>;

export const coreOf = (of: ConsoleService): Core => {
  const core = of.core();
  if (!core) throw new Error(`Nothing is open: ${of.problem()?.message}`);
  return core;
};

export async function organisation(on: Computer) {
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

export const optedOut = (core: Core) =>
  new Set(
    all<{ subject: string }>(core.db, 'SELECT subject FROM opt_out WHERE reversed = 0').map(
      (row) => row.subject,
    ),
  );
/**
 * Texts that would leave at once if replies had just been read. A halt that an admin lifted halts nothing.
 */
export function leaves(core: Core, clock: { now(): number }): string[] {
  core.inbound.beat(clock.now());
  core.write((tx) => run(tx.db, "UPDATE connection SET last_inbound_ok_at = ?, state = 'ready'", tx.now));
  return claim(core, () => true, 50).map((each) => each.to);
}
