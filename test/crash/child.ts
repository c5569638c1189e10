import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { createIds } from '../../main/core/base/ids.ts';
import type { Ports, Secrets } from '../../main/core/base/ports.ts';
import { createConsole } from '../../main/core/console/console.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import type { Core, Tx } from '../../main/core/store/context.ts';
import { one } from '../../main/core/store/statement.ts';
import { startWebhookServer } from '../../main/hosts/common/webhookServer.ts';
import { written } from '../../shared/text/stored.ts';
import { crashAt } from './crashAt.ts';
import type { Order, Start, Told } from './protocol.ts';
import { reportOf } from './report.ts';
import { IMPORTS, seedWorld } from './seedWorld.ts';

/**
 * A console in a process of its own, which the crash test kills. Its orders come over IPC; what it has
 * answered is committed.
 */

const start: Start = JSON.parse(process.argv[2] ?? '{}');
const now = () => Date.now() + start.ahead;
let cancelImport = () => {};
crashAt(start.crashAt, 1, (reached) => {
  if (reached === 'import.batch-committed') cancelImport();
});

/** Keeps the key across kills. The real key stores are tested in test/hosts. */
const secretsFile = join(start.dataDir, 'secrets.json');
const read = (): Record<string, string> =>
  existsSync(secretsFile) ? JSON.parse(readFileSync(secretsFile, 'utf8')) : {};
const secrets: Secrets = {
  get: async (name) => read()[name] ?? null,
  set: async (name, value) => writeFileSync(secretsFile, JSON.stringify({ ...read(), [name]: value })),
  delete: async (name) => {
    const { [name]: _, ...rest } = read();
    writeFileSync(secretsFile, JSON.stringify(rest));
  },
};

const log: Ports['log'] = { info: () => {}, warn: () => {}, error: () => {} };
const webhooks = await startWebhookServer({ port: start.webhookPort, clock: { now }, log });

const ports: Ports = {
  clock: { now },
  ids: createIds({ now }),
  random: { bytes: (length) => randomBytes(length), fraction: () => 0.5 },
  keyStore: { kind: 'system', open: async () => secrets },
  log,
  fetch,
  dataDir: start.dataDir,
  newWindow: () => null,
  webhookBase: () => webhooks.base,
  door: webhooks.door,
};

// The clock is kept at once, since a killed process could hand nothing on to the next one.
flushCompileCache();

const tell = (reported: Told) => process.send?.(reported);

const service = await createConsole(ports);
if (service.phase() === 'first-run') {
  await service.setUp({
    organisation: 'Crash Test',
    name: 'Admin',
    login: 'admin',
    password: 'a-long-password',
  });
}
const opened = service.core();
if (!opened) throw new Error(`The store did not open: ${JSON.stringify(service.problem())}`);
const core: Core = opened;
if (!one(core.db, 'SELECT 1 FROM campaign LIMIT 1')) seedWorld(core, start.simulatorUrl);
await service.reloadConnections();

/** Whether the text stands in the outbox. */
function send(tx: Tx, number: string, body: string): boolean {
  const conversation = one<{ id: string; author: string; sent: number }>(
    core.db,
    `SELECT c.id, a.id AS author, EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.kind = 'initial') AS sent
     FROM conversation c, account a WHERE c.number = ? AND c.import_id IS NULL LIMIT 1`,
    number,
  );
  if (!conversation) return false;
  const { id, author: authorId, sent } = conversation;
  return enqueue(core, tx, { conversationId: id, kind: sent ? 'reply' : 'initial', body, authorId }).ok;
}

function optOutByHand(tx: Tx, number: string): void {
  optOut(core, tx, {
    subject: core.subject(number),
    number,
    cause: 'manual',
    actorId: null,
    reason: written('Asked at the door'),
    rule: 'manual',
    matched: '',
    conversationId: null,
    messageId: null,
    senderNumberId: null,
    importId: null,
    saidAt: tx.now,
    receivedAt: tx.now,
  });
}

async function importFile(kind: Extract<Order, { do: 'import' }>['kind'], numbers: readonly string[]) {
  const source = { bytes: Buffer.from(`phone\n${numbers.join('\n')}\n`) };
  const imports = service.imports();
  if (kind === 'opt-outs') {
    const job = imports.optOuts({ source, column: 0, accountId: null });
    if ((await imports.ended(job.id)).state === 'done') tell({ what: 'opted-out', numbers });
    return;
  }
  const campaignId =
    one<{ id: string }>(core.db, 'SELECT id FROM campaign WHERE name = ?', IMPORTS)?.id ?? '';
  const mapping = { number: 0, firstName: null, lastName: null, externalId: null, fields: {} };
  const job = imports.contacts({ campaignId, source, mapping, accountId: null });
  if (kind === 'contacts-cancelled') cancelImport = () => void imports.cancel(job.id).catch(() => {});
  await imports.ended(job.id);
  cancelImport = () => {};
}

const admin = () => one<{ id: string }>(core.db, 'SELECT id FROM account')?.id ?? '';

async function restoreLast(): Promise<void> {
  const [last] = service.backups().list();
  await service.backups().restore(last?.id ?? '', admin());
}

process.on('message', (order: Order) => {
  switch (order.do) {
    case 'report':
      tell({ what: 'report', report: { ...reportOf(core), backups: service.backups().list().length } });
      return;
    case 'send':
      if (core.write((tx) => send(tx, order.number, order.body))) tell({ what: 'queued', body: order.body });
      return;
    case 'opt-out': {
      const { number, body } = order;
      if (core.write((tx) => send(tx, number, body))) tell({ what: 'queued', body });
      core.write((tx) => optOutByHand(tx, number));
      tell({ what: 'opted-out', numbers: [number] });
      return;
    }
    case 'back-up':
      void service.backups().backUp(admin());
      return;
    case 'change-key':
      void service.changeKey(admin());
      return;
    case 'restore':
      void restoreLast();
      return;
    case 'import':
      void importFile(order.kind, order.numbers);
      return;
  }
});

tell({
  what: 'ready',
  webhookConnection:
    one<{ id: string }>(core.db, "SELECT id FROM connection WHERE profile = 'provider-1'")?.id ?? '',
});
