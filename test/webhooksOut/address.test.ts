import type { lookup } from 'node:dns';
import { expect, test } from 'vitest';
import { kindOfAddress } from '../../main/core/providers/addressKind.ts';
import { guardedLookup, readAddress } from '../../main/core/webhooksOut/address.ts';
import { createPost } from '../../main/core/webhooksOut/post.ts';
import { keep } from '../../shared/text/stored.ts';
import { receiver } from './receiver.ts';

test.each([
  ['10.1.2.3', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.0.1', 'private'],
  ['169.254.169.254', 'private'],
  ['100.64.0.1', 'private'],
  ['0.0.0.0', 'private'],
  ['127.0.0.53', 'loopback'],
  ['8.8.8.8', 'public'],
  ['::1', 'loopback'],
  ['::', 'private'],
  ['::ffff:10.0.0.1', 'private'],
  ['::ffff:a9fe:a9fe', 'private'],
  ['64:ff9b::a9fe:a9fe', 'private'],
  ['fd00:ec2::254', 'private'],
  ['::10.0.0.1', 'private'],
  ['::8.8.8.8', 'private'],
  ['::7f00:1', 'private'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:8.8.8.8', 'public'],
  ['64:ff9b:1::1', 'private'],
  ['2002:a00:1::', 'private'],
  ['2001:0:1::1', 'private'],
  ['2001:db8::1', 'private'],
  ['100::1', 'private'],
  ['fec0::1', 'private'],
  ['ff02::1', 'private'],
  ['fe80::1%eth0', 'private'],
  ['3fff::1', 'private'],
  ['5f00::1', 'private'],
  ['192.0.0.1', 'private'],
  ['192.0.2.1', 'private'],
  ['192.88.99.1', 'private'],
  ['198.18.0.1', 'private'],
  ['198.51.100.1', 'private'],
  ['203.0.113.1', 'private'],
  ['224.0.0.1', 'private'],
  ['255.255.255.255', 'private'],
  ['no address', 'private'],
  ['fe80::1', 'private'],
  ['2606:4700::1111', 'public'],
] as const)('%s is %s', (address, kind) => {
  expect(kindOfAddress(address)).toBe(kind);
});

test.each([
  'http://crm.example.org/hook',
  'ftp://crm.example.org/',
  'crm.example.org',
  'https://10.0.0.1/',
  'https://[::ffff:10.0.0.1]/',
  'https://0x0a000001/',
  'https://169.254.169.254/latest/meta-data',
  'https://user:secret@crm.example.org/',
  'https://crm.example.org/#part',
  'http://192.168.1.5/',
  'http://localhost.evil.example/',
])('%s is refused', (url) => {
  expect(() => readAddress(url, false)).toThrow();
});

test.each([
  ['https://crm.example.org/hook?a=1', false],
  ['http://127.0.0.1:8080/', false],
  ['http://localhost/', false],
  ['http://[::1]:9/', false],
  ['https://10.0.0.1/', true],
] as const)('%s may be used (private networks allowed: %s)', (url, allowed) => {
  expect(readAddress(url, allowed).href).toBe(url);
});

/** What the guarded look-up returns for a name that resolves to these addresses. */
function looked(addresses: readonly string[], options: { privateAllowed: boolean; loopbackOnly: boolean }) {
  const resolve = ((_: string, __: unknown, done: (error: null, found: unknown) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup;
  return new Promise<string>((settle) => {
    guardedLookup({ ...options, resolve })('name.example', {}, (error, address) =>
      settle(error ? 'refused' : String(address)),
    );
  });
}

test('a name is judged by every address that it resolves to, at the moment of connecting', async () => {
  const strict = { privateAllowed: false, loopbackOnly: false };
  expect(await looked(['8.8.8.8', '1.1.1.1'], strict)).toBe('8.8.8.8');
  expect(await looked(['8.8.8.8', '10.0.0.1'], strict)).toBe('refused');
  expect(await looked(['169.254.169.254'], strict)).toBe('refused');
  expect(await looked([], strict)).toBe('refused');
  expect(await looked(['10.0.0.1'], { ...strict, privateAllowed: true })).toBe('10.0.0.1');
  expect(await looked(['127.0.0.1'], { ...strict, loopbackOnly: true })).toBe('127.0.0.1');
  expect(await looked(['8.8.8.8'], { ...strict, loopbackOnly: true })).toBe('refused');
});

test('an address that was stored before the rules is judged again when sending', async () => {
  const crm = await receiver();
  const post = createPost(2000);
  const request = { url: crm.url, privateAllowed: false, headers: {}, body: '{}' };
  const { signal } = new AbortController();
  expect(await post(request, signal)).toEqual({ status: 204, detail: '' });
  expect(await post({ ...request, url: 'https://10.0.0.1/' }, signal)).toMatchObject({
    status: null,
    detail: keep('kept:webhook.private'),
  });
  const byName = crm.url.replace('127.0.0.1', 'localhost');
  expect(await post({ ...request, url: byName }, signal)).toEqual({ status: 204, detail: '' });
});
