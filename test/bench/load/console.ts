import { randomBytes } from 'node:crypto';
import { createIds } from '../../../main/core/base/ids.ts';
import { startRunning } from '../../../main/core/console/running.ts';
import { openCore } from '../../../main/core/open/openCore.ts';
import { enqueue } from '../../../main/core/outbox/enqueue.ts';
import { plainFetch } from '../../../main/core/providers/plainFetch.ts';
import type { Core } from '../../../main/core/store/context.ts';
import { one, run } from '../../../main/core/store/statement.ts';
import { startWebhookServer } from '../../../main/hosts/common/webhookServer.ts';
import { memorySecrets, testClock, testPorts, writer } from '../../helpers/core.ts';
import * as seed from '../../helpers/seed.ts';
import { MAPPING } from '../contactFile.ts';
import { bulk } from '../stores.ts';
import {
  type FromConsole,
  type Load,
  loadClock,
  OURS,
  stopNumber,
  type ToConsole,
  textedNumber,
} from './protocol.ts';

/**
 * The console that is measured, in a process of its own: a store on disk, the webhook port, and everything
 * that runs beside a store.
 */

const load: Load = JSON.parse(process.argv[2] ?? '{}');
const tell = (message: FromConsole) => process.send?.(message);
const clock = { now: loadClock() };
const log = { info: () => {}, warn: () => {}, error: () => {} };
const { base, door } = await startWebhookServer({ port: 0, clock, log });
const ports = testPorts(testClock(), {
  clock,
  log,
  door,
  ids: createIds(clock),
  random: { bytes: (length) => randomBytes(length), fraction: () => Math.random() },
  fetch: plainFetch,
  dataDir: load.storeDir,
  webhookBase: () => base,
});
const core = openCore({
  ports,
  secrets: memorySecrets(),
  storeDir: load.storeDir,
  key: randomBytes(32).toString('hex'),
  demo: false,
});

/** A launched campaign whose texts wait until the measure begins, and a draft for the import. */
function seedLoad(on: Core) {
  const texterId = seed.account(on, { role: 'texter' });
  const connectionId = seed.connection(on, {
    profile: 'provider-1',
    config: {
      baseUrl: load.simulatorUrl,
      profile: 'provider-1',
      ratePerSecond: load.perSecond,
      gapGraceSeconds: 0,
    },
  });
  const senderNumberId = seed.senderNumber(on, { connectionId, number: OURS });
  const campaignId = seed.campaign(on);
  const draftId = seed.campaign(on, { state: 'draft' });
  // Whoever is told of a queued text is found by an index of conversations, so these stay.
  bulk(writer(on), ['message'], () => {
    for (let index = 0; index < load.texts + load.stops; index += 1) {
      const stops = index >= load.texts;
      const number = stops ? stopNumber(index - load.texts) : textedNumber(index);
      const conversationId = seed.conversation(on, {
        campaignId,
        number,
        senderNumberId,
        texterId,
        state: stops ? 'waiting' : 'to-send',
      });
      if (stops) {
        const first = { direction: 'out', kind: 'initial', at: clock.now() - 60_000 } as const;
        seed.message(on, { conversationId, number, senderNumberId, body: 'Hello', ...first });
      }
      if (!stops)
        on.write((tx) =>
          enqueue(on, tx, { conversationId, kind: 'initial', body: 'Will you vote?', authorId: texterId }),
        );
    }
  });
  run(writer(on), "UPDATE campaign SET state = 'paused' WHERE id = ?", campaignId);
  return { connectionId, campaignId, draftId };
}

const { connectionId, campaignId, draftId } = seedLoad(core);
const running = await startRunning(core);
let imported = false;

const count = (sql: string) => one<{ n: number }>(core.db, sql)?.n ?? 0;
process.on('message', (order: ToConsole) => {
  if (order === 'begin') {
    run(writer(core), "UPDATE campaign SET state = 'launched' WHERE id = ?", campaignId);
    core.changes.publish(['campaigns']);
    const source = { path: load.csv };
    const job = running.imports.contacts({ campaignId: draftId, source, mapping: MAPPING, accountId: null });
    void running.imports.ended(job.id).then(() => {
      imported = true;
    });
    return;
  }
  tell({
    what: 'report',
    sent: count(
      "SELECT count(*) AS n FROM message WHERE kind = 'initial' AND claimed_at IS NOT NULL AND state <> 'sending'",
    ),
    optedOut: count('SELECT count(*) AS n FROM opt_out WHERE reversed = 0'),
    imported,
  });
});
process.once('disconnect', () => process.exit());
tell({ what: 'ready', base, path: `/webhooks/${connectionId}` });
