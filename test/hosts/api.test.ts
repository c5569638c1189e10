import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ask, openSession, startHost } from './browserHost.ts';

const Document = z.object({
  openapi: z.string(),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), z.object({ security: z.array(z.unknown()).optional() }))),
});

describe('REST', () => {
  test('the caller is known by a bearer token alone; cookies count for nothing', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const who = async (headers: Record<string, string>) => {
      const answer = await ask(`${started.host.apiUrl}/session`, { headers });
      return JSON.parse(answer.body).organisation as string;
    };
    expect(await who({ authorization: 'Bearer abc-1' })).toBe('bearer abc-1');
    expect(await who({ authorization: 'bearer abc-1' })).toBe('bearer abc-1');
    expect(await who({ cookie })).toBe('bearer null');
    expect(await who({ authorization: 'Basic abc' })).toBe('bearer null');
    expect(await who({ authorization: 'Bearer abc; cookie' })).toBe('bearer null');
  });

  test('input is checked, and what nobody meant says nothing about anybody', async () => {
    const { host, app } = await startHost();
    const headers = { 'content-type': 'application/json' };
    const bad = await ask(`${host.apiUrl}/session`, { method: 'POST', headers, body: '{"login":1}' });
    expect(bad.status).toBe(400);
    const good = { login: 'ada', password: 'x' };
    const ok = await ask(`${host.apiUrl}/session`, { method: 'POST', headers, body: JSON.stringify(good) });
    expect(JSON.parse(ok.body)).toMatchObject({ token: 'token-1', me: { login: 'ada' } });
    const failed = await ask(`${host.apiUrl}/accounts`);
    expect(failed.status).toBe(500);
    const log = readFileSync(join(app.ports.dataDir, 'heed.log'), 'utf8');
    expect(log).toContain('"event":"procedure-failed","name":"TypeError","at":"fakeApp.ts');
    expect(log + failed.body).not.toContain('447700900123');
  });

  test('a body over 2 MiB is refused, with or without a length', async () => {
    const { host } = await startHost();
    const body = Buffer.alloc(2 * 1024 * 1024 + 1, 'x');
    for (const framing of [{ 'content-length': String(body.length) }, { 'transfer-encoding': 'chunked' }]) {
      const headers = { 'content-type': 'application/json', ...framing };
      const answer = await ask(`${host.apiUrl}/session`, { method: 'POST', headers, body });
      expect(answer.status).toBe(413);
    }
  });

  test('an unknown procedure is a 404 that can be read by a program', async () => {
    const { host } = await startHost();
    const answer = await ask(`${host.apiUrl}/nothing`);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('OpenAPI 3.1 describes the whole contract and who needs a token', async () => {
    const { host } = await startHost();
    const document = Document.parse(JSON.parse((await ask(host.openapi)).body));
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.servers).toEqual([{ url: host.apiUrl }]);
    expect(document.paths['/session']?.post?.security).toEqual([]);
    expect(document.paths['/session']?.delete?.security).toBeUndefined();
    expect(Object.keys(document.paths).length).toBeGreaterThan(30);
  });

  test('a page to read lists it without any script', async () => {
    const { host } = await startHost();
    const page = await ask(host.apiUrl);
    expect(page.body).toContain('<code>POST /session</code>');
    expect(page.body).toContain('Roles: admin');
    expect(page.body).toContain('Checking a signature');
    expect(page.body).toContain('webhook-signature: v1,');
    expect(page.body).not.toContain('<script');
  });
});
