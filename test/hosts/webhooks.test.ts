import { describe, expect, test } from 'vitest';
import { signTwilio } from '../../main/core/providers/twilio/signature.ts';
import { openKeptPort } from '../../main/hosts/common/webhookPort.ts';
import { startWebhookServer } from '../../main/hosts/common/webhookServer.ts';
import { testClock, testPorts } from '../helpers/core.ts';
import { ask, startHost, temporaryFolder } from './browserHost.ts';
import { BASIC, fakeApp, TOKEN } from './fakeApp.ts';
import { converse, quickLimits } from './rawRequests.ts';

describe('the webhook port', () => {
  test('reads a call with the address that the provider called, and answers what the core says', async () => {
    const { app, host } = await startHost();
    expect(app.ports.webhookBase()).toBe(host.webhooks);
    const called = 'https://hook.example/webhooks/c-2?a=1';
    const form = new URLSearchParams({ From: '+447700900123', To: '+447700900801', Body: 'STOP' });
    form.set('MessageSid', `SM${'1'.repeat(32)}`);
    const headers = {
      'x-twilio-signature': signTwilio(TOKEN, called, form),
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'hook.example',
    };
    const url = `${host.webhooks}/webhooks/c-2?a=1`;
    const answer = await ask(url, { method: 'POST', headers, body: form.toString() });
    expect([answer.status, answer.body, answer.headers['content-type']]).toEqual([
      200,
      '<Response/>',
      'text/xml',
    ]);
    expect(app.webhooks).toMatchObject([
      { connectionId: 'c-2', batch: { inbound: [{ from: '+447700900123', body: 'STOP' }] } },
    ]);
    // The same form, signed for another address than the one at which it came.
    const direct = { 'x-twilio-signature': headers['x-twilio-signature'] };
    expect((await ask(url, { method: 'POST', headers: direct, body: form.toString() })).status).toBe(403);
    expect(app.webhooks).toHaveLength(1);
  });

  test('nothing else is served there, and no webhook elsewhere', async () => {
    const { app, host, origin } = await startHost();
    for (const path of [
      '/',
      '/rpc',
      '/api/session',
      '/open',
      '/webhooks',
      '/webhooks/',
      '/webhooks/a/b',
      '/webhooks/..%2f',
    ]) {
      expect((await ask(host.webhooks + path)).status).toBe(404);
    }
    expect((await ask(`${host.webhooks}/webhooks/c-1`, { method: 'PUT' })).status).toBe(405);
    expect((await ask(`${origin}/webhooks/c-1`, { method: 'POST' })).status).not.toBe(200);
    expect(app.webhooks).toEqual([]);
  });

  test('a body over 1 MiB is refused without being read to its end', async () => {
    const { app, host } = await startHost();
    const port = Number(new URL(host.webhooks).port);
    const head = 'POST /webhooks/c-1 HTTP/1.1\r\nHost: localhost\r\n';
    // The body is only announced: the answer comes although it is never sent.
    const announced = await converse(port, `${head}Content-Length: 1048577\r\n\r\n`);
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    const size = (1024 * 1024 + 1).toString(16);
    const chunked = await converse(
      port,
      `${head}Transfer-Encoding: chunked\r\n\r\n${size}\r\n${'x'.repeat(1024 * 1024 + 1)}`,
    );
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /);
    const fits = await ask(`${host.webhooks}/webhooks/c-1`, {
      method: 'POST',
      headers: { authorization: BASIC },
      body: Buffer.from('[]'.padEnd(1024 * 1024)),
    });
    expect(fits.status).toBe(200);
    expect(app.webhooks).toHaveLength(1);
  });

  test('before the core is there, and when it goes, providers are told to come again', async () => {
    const clock = testClock();
    const ports = testPorts(clock);
    const server = await startWebhookServer({ port: 0, log: ports.log, clock });
    const call = () => ask(`${server.base}/webhooks/c-1`, { method: 'POST', body: '[]', headers });
    const headers = { authorization: BASIC };
    const early = await call();
    expect([early.status, early.headers['retry-after']]).toEqual([503, '5']);
    const app = fakeApp({ ...ports, door: server.door });
    expect((await call()).status).toBe(200);
    server.door.attend(null);
    expect((await call()).status).toBe(503);
    server.door.admit(null);
    expect((await call()).status).toBe(503);
    expect(app.webhooks).toHaveLength(1);
    await server.close();
  });

  test('a request that is too slow is cut off', async () => {
    const clock = testClock();
    const server = await startWebhookServer({
      port: 0,
      clock,
      log: testPorts(clock).log,
      limits: quickLimits({ both: { headersTimeout: 100 }, webhook: { requestTimeout: 200 } }),
    });
    const heard = await converse(Number(new URL(server.base).port), 'POST /webhooks/c-1 HTTP/1.1\r\nHost:');
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    await server.close();
  });

  test('the port is kept for the next start; where another program has taken it, nothing else is opened silently', async () => {
    const dataDir = temporaryFolder();
    const clock = testClock();
    const { log } = testPorts(clock);
    const open = (asked: number) =>
      openKeptPort(dataDir, asked, (port) => startWebhookServer({ port, log, clock }));
    const first = await open(0);
    await first.close();
    const second = await open(0);
    expect(second.port).toBe(first.port);
    await expect(open(0)).rejects.toThrow(`Port ${first.port}, to which your provider’s calls are forwarded`);
    await expect(open(first.port)).rejects.toThrow(`Port ${first.port} on 127.0.0.1 is in use`);
    const free = await startWebhookServer({ port: 0, log, clock });
    await free.close();
    const moved = await open(free.port);
    await Promise.all([moved.close(), second.close()]);
    const after = await open(0);
    expect(after.port).toBe(free.port);
    await after.close();
  });

  test('a port in use is told by its number', async () => {
    const { port, host } = await startHost();
    const used = Number(new URL(host.webhooks).port);
    await expect(startHost({ webhookPort: used })).rejects.toThrow(`Port ${used} on 127.0.0.1 is in use`);
    await expect(startHost({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
  });
});
