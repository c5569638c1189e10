import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settleUnknown } from '../../main/core/conversations/messageRecord.ts';
import { createPictureFetcher } from '../../main/core/inbox/pictureFetcher.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { createDispatcher, recoverInterrupted } from '../../main/core/outbox/dispatcher.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { pictureToSend } from '../../main/core/pictures/outgoing.ts';
import { createAdapter } from '../../main/core/providers/index.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { fileCore } from '../helpers/fileCore.ts';
import { plain } from '../helpers/pictures.ts';
import { account, campaign, connection, conversation, senderNumber } from '../helpers/seed.ts';
import { answerJson, startServer } from '../providers/http-server.ts';

/** kill -9 while a picture is on its way: its text is not lost, nor sent twice or without it. */

const OURS = '+447700900456';

test('a picture that was being fetched when Heed was killed is fetched in the next run', async () => {
  let kill: (() => void) | null = null;
  const server = await startServer(({ url }, answer) => {
    if (url.endsWith('Media.json'))
      return answerJson(answer, 200, { media_list: [{ sid: `ME${'0'.repeat(32)}` }] });
    const file = plain('jpeg');
    if (kill === null) return void answer.end(file);
    answer.writeHead(200, { 'content-length': String(file.length) });
    answer.write(file.subarray(0, 400), kill);
  });
  const config = { accountSid: `AC${'0'.repeat(32)}`, secret: 'secret', baseUrl: server.url };
  const adapter = createAdapter('twilio', config, { now: () => Date.now() });
  const first = fileCore();
  const connectionId = connection(first.core, { profile: 'provider-2' });
  senderNumber(first.core, { connectionId, number: OURS });
  const text = { providerId: 'MM1', from: '+447700900123', to: OURS, body: 'STOP', pictures: 1 };
  receive(
    first.core,
    { connectionId, adapter },
    {
      inbound: [{ ...text, providerTime: first.core.ports.clock.now() }],
      statuses: [],
      providerTexts: [],
    },
  );
  first.core.close();

  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'picturesChild.ts'), JSON.stringify({ dir: first.dir, config })],
    { stdio: 'inherit' },
  );
  kill = () => child.kill('SIGKILL');
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  kill = null;

  const next = fileCore({ dir: first.dir });
  const states = () => all(next.core.db, 'SELECT state, picture_id IS NOT NULL AS kept FROM message_picture');
  expect(all(next.core.db, 'SELECT cause FROM opt_out')).toEqual([{ cause: 'auto-keyword' }]);
  expect(states()).toEqual([{ state: 'waiting', kept: 0 }]);
  await createPictureFetcher(next.core, () => adapter).turn();
  expect(states()).toEqual([{ state: 'there', kept: 1 }]);
  next.remove();
  await server.close();
});

test('a text whose picture was stored when Heed was killed has not left, and waits for a person', async () => {
  const simulator = await startSimulator({ profile: 'provider-1' });
  const config = { baseUrl: simulator.url, profile: 'provider-1' };
  const first = fileCore();
  const authorId = account(first.core, { role: 'texter' });
  const connectionId = connection(first.core, { profile: 'provider-1' });
  const senderNumberId = senderNumber(first.core, { connectionId, number: '+12165550190' });
  const contact = { number: '+12025550101', senderNumberId, state: 'to-send' } as const;
  const conversationId = conversation(first.core, { campaignId: campaign(first.core), ...contact });
  const picture = pictureToSend(plain('jpeg'), 'US');
  first.core.write((tx) =>
    enqueue(first.core, tx, { conversationId, kind: 'initial', body: 'Hello', authorId, picture }),
  );
  first.core.close();

  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'pictureSendChild.ts'), JSON.stringify({ dir: first.dir, config })],
    { stdio: 'inherit' },
  );
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  const asked = () => simulator.control.requests().map(({ method, path }) => `${method} ${path}`);
  expect(asked().filter((each) => each.startsWith('PUT'))).toHaveLength(1);
  expect(asked().filter((each) => each.endsWith('/messages'))).toEqual([]);

  const next = fileCore({ dir: first.dir });
  const { core } = next;
  recoverInterrupted(core);
  const adapter = createAdapter('simulator', config, { now: next.clock.now });
  const dispatcher = createDispatcher(core, () => adapter);
  await dispatcher.turn();
  expect(simulator.control.contact(contact.number)).toEqual([]);
  expect(all(core.db, 'SELECT state, pictures FROM message')).toEqual([{ state: 'unknown', pictures: 1 }]);
  // Once somebody says that it may be sent again, it leaves with the picture that it had.
  core.write((tx) =>
    settleUnknown(tx, one<{ id: string }>(core.db, 'SELECT id FROM message')?.id ?? '', 'queued', null),
  );
  await dispatcher.turn();
  await dispatcher.turn();
  const hash = one<{ hash: string }>(core.db, 'SELECT hash FROM picture')?.hash;
  expect(simulator.control.contact(contact.number)).toMatchObject([{ body: 'Hello', media: [hash] }]);
  next.remove();
  await simulator.close();
});
