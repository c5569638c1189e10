import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Echo = {
  readonly url: string;
  /** From now on lists are answered with no rows; sends are still refused. */
  beFine(): void;
  close(): void;
};

/**
 * A provider that refuses, and repeats in every field and in a header what it was sent: credentials,
 * address and body.
 */
export async function startEcho(): Promise<Echo> {
  let fine = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (fine && request.method === 'GET') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ messages: [], next_page_uri: null, page: 0, page_size: 50 }));
        return;
      }
      const all = `${JSON.stringify(request.headers)} ${request.url} ${Buffer.concat(chunks)}`;
      response.writeHead(fine ? 400 : 401, { 'content-type': 'application/json', 'x-echo': encodeURI(all) });
      const said = { message: `Refused: ${all}`, more_info: all, type: all, description: all, error: all };
      response.end(JSON.stringify({ code: 21999, status: 401, error_description: all, ...said }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    beFine: () => {
      fine = true;
    },
    close: () => void server.close(),
  };
}
