import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { startContactImport } from '../../main/core/campaigns/contactImport.ts';
import { maintain, startRunning } from '../../main/core/console/running.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { run } from '../../main/core/store/statement.ts';
import { createEndpoint } from '../../main/core/webhooksOut/endpoints.ts';
import { createWebhooksOut } from '../../main/core/webhooksOut/worker.ts';
import { NOON, writer } from '../helpers/core.ts';
import { fileCore } from '../helpers/fileCore.ts';
import * as seed from '../helpers/seed.ts';
import { bytesOf, mapped, usNumber } from '../lists/csvFiles.ts';

/**
 * Statements of a start or a timer run again and again, however many texts there are, so none of them may
 * read a whole table that grows. They are collected while they run. The store has no statistics of its
 * tables, as a new one, where SQLite most easily takes the wrong index.
 */

/** Tables that stay short however much is sent: a few rows for each account, campaign and setting. */
const SHORT = new Set(
  `account api_key campaign campaign_texter connection job meta saved_view second_factor
   presence sender_number session setting tag verification webhook_endpoint json_each sqlite_master`.split(
    /\s+/,
  ),
);

/** Walks that read little although SQLite calls them scans, with the reason. `detail` as SQLite words it. */
const ACCEPTED: readonly { readonly sql: RegExp; readonly detail: RegExp; readonly why: string }[] = [
  { sql: /ORDER BY seq DESC LIMIT 1$/, detail: /^SCAN ledger$/, why: 'the last row, by the row number' },
  {
    sql: /^SELECT 1 FROM \w+ LIMIT 1$/,
    detail: /^SCAN/,
    why: 'whether there is any row: the first one tells',
  },
  {
    sql: /m\.kind = 'confirmation' AND m\.not_before/,
    detail: /^SCAN m USING INDEX message_queued_confirmation$/,
    why: 'holds confirmations that wait alone, and each is gone after five minutes',
  },
  {
    sql: /^INSERT INTO message /,
    detail: /^SCAN (action|prevented|opt_out|provider_block)$/,
    why: 'rows that name a text not yet there; skipped unless the transaction has left such a row (OP_FkIfZero)',
  },
];

type Walk = { readonly sql: string; readonly detail: string };

/** The tables behind the names that a statement gives them. */
function tablesOf(sql: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const [, table = '', alias = ''] of sql.matchAll(
    /\b(?:FROM|JOIN|UPDATE|INTO|,)\s+(\w+)(?:\s+(?:AS\s+)?(?!WHERE|ON|SET|ORDER|LIMIT|INDEXED|LEFT|CROSS|JOIN|GROUP|VALUES)(\w+))?/g,
  )) {
    names.set(table, table);
    if (alias !== '') names.set(alias, table);
  }
  return names;
}

function walksOf(db: Database.Database, sql: string): Walk[] {
  const tables = tablesOf(sql);
  // Gives every parameter a name; question marks within quotation marks are no parameters.
  const naming = sql
    .split(/('[^']*')/)
    .map((part) => (part.startsWith("'") ? part : part.replaceAll(/\?\d*/g, '@value')))
    .join('');
  const values = Object.fromEntries([...naming.matchAll(/@(\w+)/g)].map(([, name]) => [name, 'x']));
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${naming}`).all(values) as { detail: string }[];
  return plan
    .filter(({ detail }) => {
      const [, name = ''] = /^SCAN (\w+)/.exec(detail) ?? [];
      if (name === '' || name === 'CONSTANT' || SHORT.has(tables.get(name) ?? name)) return false;
      return !ACCEPTED.some((each) => each.sql.test(sql) && each.detail.test(detail));
    })
    .map(({ detail }) => ({ sql, detail }));
}

/** Notes the text of every statement that is prepared in this process from now on. */
function collect(): Set<string> {
  const texts = new Set<string>();
  const { prepare } = Database.prototype;
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    texts.add(sql);
    return prepare.call(this, sql);
  } as typeof prepare;
  onTestFinished(() => {
    Database.prototype.prepare = prepare;
  });
  return texts;
}

/**
 * A console in use: texts that wait, that were cut off, that were sent; replies, holds, reminders, an
 * import that a crash cut off.
 */
async function seedWork(core: ReturnType<typeof fileCore>['core'], url: string): Promise<void> {
  const texterId = seed.account(core, { role: 'texter' });
  const jobCampaign = seed.campaign(core, { state: 'draft' });
  for (const region of ['US', 'GB'] as const) {
    const profile = region === 'US' ? 'provider-1' : 'provider-2';
    const connectionId = seed.connection(core, {
      profile,
      config: { baseUrl: url, profile, gapGraceSeconds: 0 },
    });
    const senderNumberId = seed.senderNumber(core, {
      connectionId,
      number: seed.fictionNumber(region, 99),
    });
    const campaignId = seed.campaign(core, { region, texterIds: [texterId] });
    const handing = '{"batch":5,"mostPerDay":null,"chosenOnly":false,"idleMinutes":5,"answerMinutes":5}';
    run(writer(core), 'UPDATE campaign SET handing = ? WHERE id = ?', handing, campaignId);
    for (let index = 0; index < 8; index += 1) {
      const number = seed.fictionNumber(region, index);
      const of = { campaignId, number, senderNumberId, texterId, state: 'to-send' } as const;
      const conversationId = seed.conversation(core, of);
      if (index < 4) {
        core.write((tx) =>
          enqueue(core, tx, { conversationId, kind: 'initial', body: 'Hello', authorId: texterId }),
        );
        continue;
      }
      const state = ['sending', 'unknown', 'sent', 'delivered'][index - 4] ?? 'sent';
      const id = seed.message(core, {
        conversationId,
        number,
        senderNumberId,
        body: 'Hi',
        direction: 'out',
        kind: 'initial',
        state,
      });
      run(
        writer(core),
        'UPDATE message SET connection_id = ?, claimed_at = ? WHERE id = ?',
        connectionId,
        NOON - 1e6,
        id,
      );
      seed.action(core, { number, conversationId, holds: true });
      run(writer(core), 'UPDATE action SET due_at = ?', NOON - 1);
      run(
        writer(core),
        `INSERT INTO reminder (conversation_id, account_id, due_at, set_at, rev) VALUES (?, ?, ?, ?, '0')`,
        conversationId,
        texterId,
        NOON - 1,
        NOON - 2,
      );
    }
  }
  run(writer(core), "INSERT INTO meta (key, value) VALUES ('sharing/' || ?, '{}')", jobCampaign);
  await startContactImport(core, {
    campaignId: jobCampaign,
    source: bytesOf(`phone\n${usNumber(1)}\n${usNumber(2)}\n`),
    mapping: mapped(0),
    accountId: null,
  }).done;
  run(writer(core), "UPDATE job SET state = 'running'");
  await createEndpoint(core, texterId, {
    name: 'Elsewhere',
    url: 'http://127.0.0.1:9/',
    events: ['opt-out', 'opt-in'],
    privateAllowed: true,
  });
}

test('what a start and the timers ask of the store, they find by an index', async () => {
  const simulator = await startSimulator({ pace: { sentMs: 0, deliveredMs: 0 } });
  onTestFinished(() => simulator.close());
  const first = fileCore();
  onTestFinished(() => first.remove());
  await seedWork(first.core, simulator.url);
  // Closed without its last statement, which would gather statistics.
  first.core.db.close();

  const texts = collect();
  const { core, clock } = fileCore({ dir: first.dir, apart: true, ports: { fetch } });
  onTestFinished(() => void (core.db.open && core.close()));
  const running = await startRunning(core);
  simulator.control.reply({
    from: seed.fictionNumber('GB', 0),
    to: seed.fictionNumber('GB', 99),
    body: 'STOP',
  });
  simulator.control.reply({
    from: seed.fictionNumber('US', 0),
    to: seed.fictionNumber('US', 99),
    body: 'STOP',
  });
  for (let round = 0; round < 2; round += 1) {
    clock.advance(20_000);
    simulator.control.clock({ advance: 20_000 });
    await running.poller.round();
    await running.dispatcher.turn();
    await maintain(core, running.connections.adapterOf, new AbortController().signal);
    await createWebhooksOut(core).turn();
  }
  await running.backups.turn();
  core.changes.publish(['settings']);
  await running.rest();

  const asked = [...texts].filter((sql) => /^\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b/i.test(sql));
  for (const word of [
    'claimed_at <=',
    'reminder r',
    'webhook_delivery',
    'verification',
    'due_at <=',
    "state = 'sending'",
  ])
    expect(
      asked.some((sql) => sql.includes(word)),
      word,
    ).toBe(true);
  expect(
    writer(core).prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'sqlite_stat1'").get(),
  ).toEqual({
    n: 0,
  });
  expect(asked.flatMap((sql) => walksOf(writer(core), sql))).toEqual([]);
});
