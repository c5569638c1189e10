import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createIds } from '../../../main/core/base/ids.ts';
import { startRunning } from '../../../main/core/console/running.ts';
import { receive } from '../../../main/core/inbox/receive.ts';
import { openCore } from '../../../main/core/open/openCore.ts';
import { enqueue } from '../../../main/core/outbox/enqueue.ts';
import { plainFetch } from '../../../main/core/providers/plainFetch.ts';
import { one } from '../../../main/core/store/statement.ts';
import { testApi } from '../../helpers/api.ts';
import { memorySecrets, testClock, testPorts } from '../../helpers/core.ts';
import * as seed from '../../helpers/seed.ts';
import { OURS } from '../dispatch/protocol.ts';
import { loadClock } from '../load/protocol.ts';
import { numberOf } from '../stores.ts';
import type { FromConsole, Task } from './protocol.ts';

/** The console whose memory is watched while an hour of work goes through it, minute after minute. */

const task: Task = JSON.parse(process.argv[2] ?? '{}');
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const clock = { ...testClock(), now: loadClock() };
const secrets = memorySecrets();
const ports = testPorts(clock, {
  clock,
  log: { info: () => {}, warn: () => {}, error: () => {} },
  ids: createIds(clock),
  random: { bytes: (length) => randomBytes(length), fraction: () => Math.random() },
  fetch: plainFetch,
  dataDir: task.storeDir,
  webhookBase: () => 'http://127.0.0.1:1',
});
const core = openCore({ ports, secrets, storeDir: task.storeDir, key: task.key, demo: false });

const texterId = seed.account(core, { role: 'texter', login: 'memory-texter' });
const config = { baseUrl: task.simulatorUrl, profile: 'provider-1', ratePerSecond: 1000, gapGraceSeconds: 0 };
const connectionId = seed.connection(core, { profile: 'provider-1', config });
const [ours = ''] = OURS;
const senderNumberId = seed.senderNumber(core, { connectionId, number: ours });
const campaignId = seed.campaign(core, { texterIds: [texterId] });
await startRunning(core);
const api = testApi({ made: { core, clock, ports, secrets } });
const admin = api.as(seed.account(core, { role: 'admin', login: 'memory-admin' }));
const texter = api.as(texterId);
// Nobody of the large store has a number of these area codes.
const numberAt = (index: number) => numberOf(7_000_000 + index);
const source = { connectionId, adapter: { classify: () => 'failed' as const, vendor: 'bandwidth' as const } };
const WORDS = [
  'Yes',
  'No thanks',
  'Who is this?',
  'STOP',
  'I already voted',
  'Can you send me the link again?',
];

/** Sends first texts to new people and waits until the provider has taken them. */
async function send(minute: number): Promise<void> {
  core.write((tx) => {
    for (let each = 0; each < task.texts; each += 1) {
      const number = numberAt(minute * task.texts + each);
      const id = seed.conversation(core, { campaignId, number, senderNumberId, texterId, state: 'to-send' });
      enqueue(core, tx, { conversationId: id, kind: 'initial', body: 'Will you vote?', authorId: texterId });
    }
  });
  core.wake();
  while (
    one(core.db, "SELECT 1 FROM message WHERE state = 'queued' AND sender_number_id = ?", senderNumberId)
  )
    await pause(5);
}

function takeReplies(minute: number): void {
  for (let each = 0; each < task.replies; each += 1) {
    const from = numberAt(minute * task.texts + each);
    const body = WORDS[each % WORDS.length] ?? '';
    const text = { providerId: `m-${minute}-${each}`, from, to: ours, body, providerTime: clock.now() };
    receive(core, source, { inbound: [text], statuses: [], providerTexts: [] });
  }
}

/** What windows ask for meanwhile. */
async function call(minute: number): Promise<void> {
  for (let each = 0; each < task.calls; each += 1) {
    const [first] = (await admin.conversation.list({})).items;
    if (first) await admin.conversation.get({ id: first.id });
    await texter.conversation.list({ search: `Pat ${minute}` });
    await nextTurn();
  }
  await admin.dashboard.read({ period: '7-days' });
}

for (let minute = 1; minute <= task.minutes; minute += 1) {
  await send(minute);
  takeReplies(minute);
  await call(minute);
  if (minute % 5 !== 0) continue;
  collect();
  await pause(50);
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ minute, rss, heap: heapUsed } satisfies FromConsole);
}
process.once('disconnect', () => process.exit());
