import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createConsole } from '../../main/core/console.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import type { Ports, Secrets } from '../../main/core/ports.ts';
import { all, one } from '../../main/core/store/statement.ts';
import type { Order, Report, Told } from './protocol.ts';
import { seedWorld } from './seedWorld.ts';

/** A console in a process of its own, which the crash test kills. Orders come over IPC; what is answered has been committed. */

const [dataDir = '', simulatorUrl = '', webhookPort = '0'] = process.argv.slice(2);

/** Keeps the key across kills; the real key stores are tested with their hosts. */
const secretsFile = join(dataDir, 'secrets.json');
const read = (): Record<string, string> =>
  existsSync(secretsFile) ? JSON.parse(readFileSync(secretsFile, 'utf8')) : {};
const secrets: Secrets = {
  get: async (name) => read()[name] ?? null,
  set: async (name, value) => writeFileSync(secretsFile, JSON.stringify({ ...read(), [name]: value })),
  delete: async () => {},
};

const ports: Ports = {
  clock: { now: () => Date.now() },
  ids: { next: () => `${Date.now().toString(16).padStart(12, '0')}-${randomUUID()}` },
  random: { bytes: (length) => randomBytes(length), fraction: () => 0.5 },
  keyStore: { kind: 'system', open: async () => secrets },
  log: { info: () => {}, warn: () => {}, error: () => {} },
  fetch,
  dataDir,
  newWindow: () => null,
  webhookBase: () => `http://127.0.0.1:${webhookPort}`,
};

const tell = (told: Told) => process.send?.(told);

const console = await createConsole(ports);
if (console.phase() === 'first-run') {
  await console.setUp({
    organisation: 'Crash Test',
    name: 'Admin',
    login: 'admin',
    password: 'a-long-password',
  });
}
const opened = console.core();
if (!opened) throw new Error(`The store did not open: ${JSON.stringify(console.problem())}`);
const core = opened;
if (!one(core.db, 'SELECT 1 FROM campaign LIMIT 1')) seedWorld(core, simulatorUrl);
await console.reloadConnections();

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const id = (request.url ?? '').split('/').at(-1) ?? '';
    const answer = await console.webhook(id, {
      method: request.method ?? 'POST',
      url: `http://127.0.0.1:${webhookPort}${request.url}`,
      headers,
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
  });
}).listen(Number(webhookPort), '127.0.0.1');

function report(): Report {
  return {
    problems: [...verify(core.db).problems],
    open: all<{ line: string }>(
      core.db,
      `SELECT kind || ' ' || state || ' ' || coalesce(rule, '') || ' ' || coalesce(error_code, '') || ' attempt ' || attempt
         || ' in ' || (not_before - ?) AS line FROM message WHERE state IN ('queued', 'sending')`,
      Date.now(),
    ).map((row) => row.line),
    unknown: one<{ n: number }>(core.db, "SELECT count(*) AS n FROM message WHERE state = 'unknown'")?.n ?? 0,
    sentAfterOptOut: all<{ id: string }>(
      core.db,
      `SELECT m.id FROM message m JOIN opt_out o ON o.subject = m.subject
       WHERE m.direction = 'out' AND m.kind IN ('initial', 'reply') AND m.claimed_at > o.at`,
    ).length,
    bodies: all<{ body: string }>(core.db, "SELECT body FROM message WHERE kind IN ('initial', 'reply')").map(
      (row) => row.body,
    ),
    replies: all<{ body: string }>(core.db, "SELECT body FROM message WHERE kind = 'inbound'").map(
      (row) => row.body,
    ),
    optedOut: all<{ number: string }>(core.db, 'SELECT DISTINCT number FROM opt_out').map(
      (row) => row.number,
    ),
  };
}

process.on('message', (order: Order) => {
  if (order.do === 'report') {
    tell({ what: 'report', report: report() });
    return;
  }
  const conversation = one<{ id: string; author: string; sent: number }>(
    core.db,
    `SELECT c.id, a.id AS author, EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.kind = 'initial') AS sent
     FROM conversation c, account a WHERE c.number = ? LIMIT 1`,
    order.number,
  );
  if (!conversation) return;
  const result = core.write((tx) =>
    enqueue(core, tx, {
      conversationId: conversation.id,
      kind: conversation.sent ? 'reply' : 'initial',
      body: order.body,
      authorId: conversation.author,
    }),
  );
  if (result.ok) tell({ what: 'queued', body: order.body });
});

tell({
  what: 'ready',
  webhookConnection:
    one<{ id: string }>(core.db, "SELECT id FROM connection WHERE profile = 'provider-1'")?.id ?? '',
});
