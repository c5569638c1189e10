import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '../../shared/contract/index.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { NOON } from '../helpers/core.ts';
import { type Echo, startEcho } from '../secrets/echo.ts';
import { secretsOf } from '../secrets/known.ts';
import { found, foundInFiles } from '../secrets/search.ts';
import { type ConsoleLine, type Running, startConsoleProcess } from './processes.ts';
import { openScreen } from './screen.ts';
import type { Api } from './world.ts';

/**
 * A console whose secrets can be recognised, providers that repeat every credential in their errors, and
 * everything done that touches a secret. Then all that the console wrote, answered, sent to a window and
 * left in the page is searched for them.
 */

const PASSPHRASE = 'zebra lantern passphrase 4411';
const SECOND_PASSPHRASE = 'marble orchard passphrase 5568';
const NEXT_PASSPHRASE = 'quartz harbour passphrase 9024';
const EXPORT = 'export otter passphrase 7730';
const PASSWORD = 'walnut-password-9182';
const TWILIO = { secret: 'tw-secret-falcon-0001', authToken: 'tw-auth-heron-0002' };
const BANDWIDTH = { clientSecret: 'bw-client-ibis-0003', webhookPassword: 'bw-hook-jackdaw-0004' };
const NUMBER = '+447700900151';

const dataDir = mkdtempSync(join(tmpdir(), 'heed-secrets-'));
const answers: string[] = [];
let echo: Echo;
let heed: Running<ConsoleLine>;
let browser: Browser;

const client = (token: string | null): Api =>
  createORPCClient(
    new OpenAPILink(contract, {
      url: heed.line.apiUrl,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      fetch: async (request, init) => {
        const answer = await fetch(request, init);
        answers.push(`${JSON.stringify([...answer.headers])}\n${await answer.clone().text()}`);
        return answer;
      },
    }),
  );

/** The refusals are wanted here, since their words are among the answers that are searched. */
const refused = async (call: Promise<unknown>) => {
  await expect(call).rejects.toThrow();
};

beforeAll(async () => {
  echo = await startEcho();
  heed = await startConsoleProcess(dataDir, { passphrase: PASSPHRASE, typed: NEXT_PASSPHRASE, now: NOON });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  echo?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('no secret is in what was written, answered, sent to a window, or left in the page', async () => {
  const baseUrl = echo.url;
  const nobody = client(null);
  await refused(nobody.setup.create({ organisation: '', name: 'M', login: 'm', password: PASSWORD }));
  await nobody.setup.create({ organisation: 'Vote', name: 'Maya', login: 'maya', password: PASSWORD });
  await refused(nobody.session.signIn({ login: 'maya', password: `${PASSWORD} wrong` }));
  const { token } = await nobody.session.signIn({ login: 'maya', password: PASSWORD });
  const admin = client(token);

  // Wrong credentials, which the provider repeats in its answer.
  const twilio = await admin.connection.create({
    provider: 'twilio',
    profile: 'provider-2',
    name: 'T',
    config: { accountSid: `AC${'0'.repeat(32)}`, ...TWILIO, baseUrl, ratePerSecond: 100 },
  });
  const bandwidth = await admin.connection.create({
    provider: 'bandwidth',
    profile: 'provider-1',
    name: 'B',
    config: {
      accountId: '1',
      applicationId: 'app',
      clientId: 'client',
      webhookUser: 'hook',
      ...BANDWIDTH,
      baseUrl,
      tokenBaseUrl: baseUrl,
    },
  });
  await refused(
    admin.connection.create({
      provider: 'twilio',
      profile: 'provider-2',
      name: 'X',
      config: { accountSid: 'wrong', ...TWILIO },
    }),
  );
  expect((await admin.connection.test({ id: twilio.id })).ok).toBe(false);
  expect((await admin.connection.test({ id: bandwidth.id })).ok).toBe(false);
  await fetch(`${heed.line.webhooks}/webhooks/${bandwidth.id}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`hook:${BANDWIDTH.webhookPassword}`).toString('base64')}`,
    },
    body: '{"half',
  }).then(async (answer) => answers.push(await answer.text()));

  // A text that the provider refuses, in the same words.
  echo.beFine();
  const sender = await admin.connection.addNumber({ id: twilio.id, number: '+447700900990' });
  expect(sender.active).toBe(true);
  await admin.connection.test({ id: twilio.id });
  const texter = await admin.account.create({
    login: 'ana',
    name: 'Ana',
    role: 'texter',
    password: PASSWORD,
  });
  const { id: campaignId } = await admin.campaign.create({
    name: 'C',
    region: 'GB',
    script: 'Hi from {organisation}. Reply STOP to end.',
  });
  const csv = Buffer.from(`First name,Phone\nPat,${NUMBER}\n`);
  const { uploadId } = await admin.imports.begin({ name: 'c.csv', size: csv.length });
  await admin.imports.append({ uploadId, offset: 0, data: csv.toString('base64') });
  const { mapping } = await admin.imports.preview({ uploadId });
  if (!mapping) throw new Error('The columns were not guessed.');
  const job = await admin.imports.contacts({ uploadId, campaignId, mapping });
  await expect.poll(async () => (await admin.imports.job({ id: job.id })).state).toBe('done');
  await admin.campaign.assign({ id: campaignId, texterIds: [texter.id] });
  await admin.campaign.launch({ id: campaignId });
  const [conversation] = (await admin.conversation.list({ campaignId })).items;
  const id = conversation?.id ?? '';
  const sent = await client(
    (await nobody.session.signIn({ login: 'ana', password: PASSWORD })).token,
  ).conversation.sendInitial({ id });
  // It is claimed in the transaction in which it is queued, where it may leave at once.
  expect(['queued', 'sending']).toContain(sent.message.state);
  await expect
    .poll(async () => JSON.stringify(await admin.conversation.get({ id })), { timeout: 20_000 })
    .toContain('"failed"');

  // Everything that makes or changes a secret.
  const key = await admin.apiKey.create({ name: 'CRM', role: 'admin', validDays: 1 });
  await refused(client(`${key.token}x`).account.list());
  await client(key.token).account.list();
  const hook = await admin.webhookOut.create({
    name: 'Hook',
    url: `${baseUrl}/hook`,
    events: ['opt-out'],
    privateAllowed: true,
  });
  await admin.webhookOut.test({ id: hook.endpoint.id });
  await refused(admin.session.secondFactor.begin({ password: 'wrong' }));
  const factor = await admin.session.secondFactor.begin({ password: PASSWORD });
  await admin.backup.now();
  await refused(admin.backup.export({ passphrase: 'short', move: false }));
  const exported = await admin.backup.export({ passphrase: EXPORT, move: false });
  expect(exported.bytes).toBeGreaterThan(0);
  const former = await secretsOf(dataDir, PASSPHRASE);
  await admin.keys.changeStoreKey();
  await refused(admin.keys.changePassphrase({ current: 'not this one', next: SECOND_PASSPHRASE }));
  await admin.keys.changePassphrase({ current: PASSPHRASE, next: SECOND_PASSPHRASE });
  await admin.person.optOut({ conversationId: id, reason: 'Asked' });
  await admin.evidence.export({ of: NUMBER });
  await admin.optOut.export({});
  await refused(nobody.setup.unlock({ passphrase: PASSPHRASE }));

  // The page.
  const { url } = await admin.session.windowLink();
  const { page, problems } = await openScreen(
    browser,
    url,
    { login: 'maya', password: PASSWORD },
    { height: 1200 },
  );
  const pages: string[] = [];
  for (const part of [
    'connections',
    'accounts',
    'api-keys',
    'webhooks',
    'back-ups',
    'keys',
    'organisation',
  ]) {
    await page.goto(`${page.url().split('#')[0]}#/settings/${part}`);
    await page.locator('main section h2').first().waitFor();
    await page.getByText('Loading', { exact: true }).first().waitFor({ state: 'detached' });
    pages.push(
      await page.evaluate(() =>
        [
          document.documentElement.outerHTML,
          JSON.stringify({ ...localStorage }),
          JSON.stringify({ ...sessionStorage }),
          document.cookie,
          ...[...document.querySelectorAll('input')].map(({ value }) => value),
        ].join('\n'),
      ),
    );
  }
  expect(pages.some((each) => each.includes('CRM'))).toBe(true);

  // Both changed once more, as a person does it.
  const afterFirst = await secretsOf(dataDir, SECOND_PASSPHRASE);
  await page.goto(`${page.url().split('#')[0]}#/settings/keys`);
  await page.getByText(/Changed last on/).waitFor();
  await page.getByRole('button', { name: 'Change the key…' }).click();
  await page
    .getByRole('dialog')
    .getByText(/Back-ups made before keep opening/)
    .waitFor();
  await page.getByRole('button', { name: 'Change it now' }).click();
  await page.getByText('The store has its new key.').waitFor();
  const form = page.getByRole('region', { name: 'Passphrase' });
  await form.getByLabel('Current passphrase', { exact: true }).fill(PASSPHRASE);
  await form.getByLabel('New passphrase', { exact: true }).fill(NEXT_PASSPHRASE);
  await form.getByLabel('New passphrase again').fill(`${NEXT_PASSPHRASE}?`);
  await form.getByRole('button', { name: 'Change the passphrase' }).click();
  await form.getByText('The two passphrases do not match.').waitFor();
  await form.getByLabel('New passphrase again').fill(NEXT_PASSPHRASE);
  await form.getByRole('button', { name: 'Change the passphrase' }).click();
  await form.getByText('The current passphrase is wrong. Nothing was changed.').waitFor();
  await form.getByLabel('Current passphrase', { exact: true }).fill(SECOND_PASSPHRASE);
  await form.getByRole('button', { name: 'Change the passphrase' }).click();
  await page.getByText(/^The passphrase is changed\./).waitFor();
  expect(problems).toEqual([]);

  const { never, once } = await secretsOf(dataDir, NEXT_PASSPHRASE);
  const nowhere = new Map([
    ...never,
    ['former store key', former.never.get('store-key') ?? ''],
    ['second store key', afterFirst.never.get('store-key') ?? ''],
    ['former passphrase', PASSPHRASE],
    ['second passphrase', SECOND_PASSPHRASE],
    ['export passphrase', EXPORT],
    ['password', PASSWORD],
    ...Object.entries({ ...TWILIO, ...BANDWIDTH }),
  ]);
  // All secrets are known to the search, which would otherwise look for nothing.
  expect(never.get('store-key')).toMatch(/^[0-9a-f]{64}$/);
  expect(never.get('store-key')).not.toBe(former.never.get('store-key'));
  expect([...never.values()]).toEqual(
    expect.arrayContaining([...Object.values(TWILIO), ...Object.values(BANDWIDTH)]),
  );
  expect([...once.values()].sort()).toEqual([hook.secret, factor.secret].sort());
  expect(never.get('store-key')).not.toBe(afterFirst.never.get('store-key'));
  const given = new Map([...once, ['API key', key.token], ['sign-in', token]]);
  expect(new Set([...nowhere.values(), ...given.values()]).size).toBe(17);

  for (const each of answers) expect([...found(Buffer.from(each), nowhere)], each.slice(0, 300)).toEqual([]);
  for (const [name, secret] of given)
    expect(
      answers.filter((each) => found(Buffer.from(each), new Map([[name, secret]])).size > 0),
      name,
    ).toHaveLength(1);
  for (const each of pages)
    expect([...found(Buffer.from(each), new Map([...nowhere, ...given]))]).toEqual([]);

  // stop() searches the data folder, the output and the frames; here the same for answers and the page.
  expect(heed.errors()).toBe('');
  await heed.stop();
  expect(foundInFiles(dataDir, new Map([...nowhere, ...given]))).toEqual([]);
  expect(readFileSync(join(dataDir, 'heed.log'), 'utf8')).toContain('started');
  expect(foundInFiles(join(dataDir, 'back-ups'), new Map([['name', 'heed-back-up']]))).not.toEqual([]);
});
