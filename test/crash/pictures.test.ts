import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPictureFetcher } from '../../main/core/inbox/pictureFetcher.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { createAdapter } from '../../main/core/providers/index.ts';
import { all } from '../../main/core/store/statement.ts';
import { fileCore } from '../helpers/fileCore.ts';
import { plain } from '../helpers/pictures.ts';
import { connection, senderNumber } from '../helpers/seed.ts';
import { answerJson, startServer } from '../providers/http-server.ts';

/** kill -9 while a picture is on its way: its text is there, and the next run fetches it. */

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
