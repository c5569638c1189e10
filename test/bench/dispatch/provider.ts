import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { simulatorCredentials as ours } from '../../../main/core/providers/simulator/credentials.ts';
import { LATENCY } from './protocol.ts';

/**
 * The provider, in a process of its own: it takes each text, and answers after a while. It does nothing else,
 * so that it costs as little as it can of the machine that it shares with the console.
 */

const MESSAGES = `/api/v2/users/${ours.accountId}/messages`;
let count = 0;

const answer = (response: ServerResponse, status: number, body: object) => {
  const json = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(json),
  });
  response.end(json);
};

const server = createServer((request, response) => {
  void textOf(request).then((body) => {
    const path = (request.url ?? '').split('?')[0];
    if (path?.endsWith('/oauth2/token'))
      return answer(response, 200, { access_token: 'token', token_type: 'Bearer', expires_in: 3600 });
    if (path !== MESSAGES) return answer(response, 404, {});
    if (request.method === 'GET') return answer(response, 200, { totalCount: 0, pageInfo: {}, messages: [] });
    const { to, from, text, tag } = JSON.parse(body);
    count += 1;
    const time = new Date().toISOString();
    const taken = {
      id: `id-${count}`,
      owner: from,
      time,
      segmentCount: 1,
      direction: 'out',
      to,
      from,
      text,
      tag,
    };
    setTimeout(() => answer(response, 202, taken), LATENCY);
    return undefined;
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('disconnect', () => process.exit());
