import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Region } from '../../shared/schema/words.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { namesInList, openScreen, type Screen } from './screen.ts';
import { SENDERS, startWorld, type World } from './world.ts';

/**
 * The four rows of the table (design, section 2) as people meet them: simulator and console are processes
 * of their own, the texter sends with the keyboard, contacts answer over HTTP, and each role looks at its
 * own screen.
 */

const P1 = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'];
const P2 = [...P1, 'REVOKE', 'OPTOUT'];
const TWILIO_TEXT = 'You have successfully been unsubscribed.';

type Case = {
  readonly name: string;
  readonly number: string;
  readonly word: string;
  readonly later: boolean;
  id: string;
};

let world: World;
let browser: Browser;
let admin: Screen;
let texter: Screen;
let serial = 0;

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  const password = 'a-long-password';
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password }, { height: 2600 });
  texter = await openScreen(browser, await world.windowUrl(), { login: 'ana', password }, { height: 2600 });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

function cases(region: Region): Case[] {
  const words = region === 'GB' ? P2 : P1;
  return words.flatMap((word) =>
    [false, true].map((later) => {
      serial += 1;
      const number =
        region === 'GB'
          ? `+447700900${String(serial).padStart(3, '0')}`
          : `+1202555${String(100 + serial).padStart(4, '0')}`;
      return {
        name: `${word[0]}${word.slice(1).toLowerCase()}${later ? 'later' : 'first'}${serial}`,
        number,
        word,
        later,
        id: '',
      };
    }),
  );
}

/** Opens the campaign anew, as after opening the window. */
async function openCampaign(page: Page, campaignId: string): Promise<void> {
  const place = `${page.url().split('#')[0]}#/texter/${campaignId}`;
  await page.goto('about:blank');
  await page.goto(place);
}

/** The texter works through the campaign on screen, with one key for each contact. */
async function sendAllOnScreen(campaignId: string, contacts: readonly Case[]): Promise<void> {
  const { page } = texter;
  await openCampaign(page, campaignId);
  await page.getByRole('tab', { name: /To send/ }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  for (const _ of contacts) {
    // As a person does: see that the text is there, then press the key.
    await page.getByText('First message, not sent yet').waitFor();
    await page.keyboard.press('Enter');
  }
  for (const contact of contacts) {
    await world.until(
      async () => (await world.received(contact.number)).length === 1,
      `${contact.name} was texted once`,
    );
  }
}

async function play(region: Region, autoOptOut: boolean): Promise<{ campaignId: string; contacts: Case[] }> {
  await world.admin.settings.update({ autoOptOut });
  const contacts = cases(region);
  const campaignId = await world.campaign(`${region} ${autoOptOut ? 'on' : 'off'}`, region, contacts);
  const rows = (await world.admin.conversation.list({ campaignId, limit: 100 })).items;
  for (const contact of contacts) contact.id = rows.find((row) => row.number === contact.number)?.id ?? '';
  await sendAllOnScreen(campaignId, contacts);
  const senderOf = async (contact: Case) => (await world.received(contact.number))[0]?.from ?? '';
  const heard = (contact: Case, body: string) =>
    world.until(
      async () =>
        (await world.admin.conversation.get({ id: contact.id })).messages.some(
          (message) => message.body === body,
        ),
      `${contact.name}: ${body} arrives`,
    );
  const later = contacts.filter((contact) => contact.later);
  for (const contact of later) await world.reply(contact.number, await senderOf(contact), 'Who is this?');
  for (const contact of later) await heard(contact, 'Who is this?');
  // Twilio's times are whole seconds, so the second text is sent in another second.
  await world.control.post('/clock', { advance: 1100 });
  for (const contact of contacts) await world.reply(contact.number, await senderOf(contact), contact.word);
  for (const contact of contacts) await heard(contact, contact.word);
  return { campaignId, contacts };
}

async function texterSees(campaignId: string): Promise<string[]> {
  const { page } = texter;
  await openCampaign(page, campaignId);
  const names: string[] = [];
  for (const tab of [/To send/, /To answer/, /Waiting/, /Closed/]) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForTimeout(300);
    names.push(...(await namesInList(page)));
  }
  return names.sort();
}

async function adminSees(tab: RegExp): Promise<string[]> {
  const { page } = admin;
  await page.reload();
  await page.getByRole('tab', { name: tab }).click();
  await page.waitForTimeout(400);
  return namesInList(page);
}

const kindsFor = async (contact: Case) =>
  (await world.admin.action.list({ conversationId: contact.id })).map((action) => action.kind);
const texts = async (contact: Case) =>
  (await world.received(contact.number)).map(({ sentBy, body }) => ({ sentBy, body }));
const isBlocked = async (contact: Case) =>
  (await world.blocks()).some((block) => block.contact === contact.number);
const sorted = (contacts: readonly Case[]) => contacts.map(({ name }) => name).sort();

describe('auto opt-outs on', () => {
  test('provider-1: the first response opts out and Heed confirms; a later one holds', async () => {
    const { campaignId, contacts } = await play('US', true);
    const first = contacts.filter((contact) => !contact.later);
    const later = contacts.filter((contact) => contact.later);
    for (const contact of first) {
      await world.until(
        async () => (await texts(contact)).length === 2,
        `${contact.name} gets the confirmation`,
      );
      expect(await texts(contact)).toMatchObject([
        { sentBy: 'account' },
        { sentBy: 'account', body: expect.stringContaining('opted out') },
      ]);
      expect(await kindsFor(contact)).toEqual([]);
      const why = await world.admin.person.why({ conversationId: contact.id });
      expect(why).toMatchObject({
        optedOut: true,
        canBeTexted: false,
        optOuts: [{ cause: 'auto-keyword', automatic: true }],
      });
      expect(why.confirmation).toMatchObject({ sentBy: 'heed' });
      await expect(world.texter.conversation.get({ id: contact.id })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(world.admin.conversation.send({ id: contact.id, body: 'Hello?' })).rejects.toMatchObject({
        code: 'GUARD',
      });
    }
    for (const contact of later) {
      expect(await texts(contact)).toHaveLength(1);
      expect(await kindsFor(contact)).toEqual(['likely-opt-out']);
      await expect(world.texter.conversation.send({ id: contact.id, body: 'Hello?' })).rejects.toMatchObject({
        code: 'GUARD',
      });
    }
    expect((await world.blocks()).length).toBe(0);
    expect(await texterSees(campaignId)).toEqual(sorted(later));
    expect(await adminSees(/Opted out/)).toEqual(expect.arrayContaining(sorted(first)));
    expect(await adminSees(/On hold/)).toEqual(expect.arrayContaining(sorted(later)));
  });

  test('provider-2: provider and Heed opt out, the provider confirms, Heed does not', async () => {
    const { campaignId, contacts } = await play('GB', true);
    for (const contact of contacts) {
      expect(await texts(contact)).toMatchObject([
        { sentBy: 'account' },
        { sentBy: 'provider', body: expect.stringContaining(TWILIO_TEXT) },
      ]);
      expect(await isBlocked(contact)).toBe(true);
      expect(await kindsFor(contact)).toEqual([]);
      const why = await world.admin.person.why({ conversationId: contact.id });
      expect(why).toMatchObject({ optedOut: true, confirmation: { sentBy: 'provider' } });
      expect(why.senderNumbers.filter((sender) => sender.block === 'inferred')).toHaveLength(1);
      await expect(world.texter.conversation.get({ id: contact.id })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    expect(await texterSees(campaignId)).toEqual([]);
    expect(await adminSees(/Opted out/)).toEqual(expect.arrayContaining(sorted(contacts)));
  });
});

describe('auto opt-outs off', () => {
  test('provider-1: nothing but an action; the person can still be texted by whoever was told', async () => {
    const { campaignId, contacts } = await play('US', false);
    for (const contact of contacts) {
      expect(await texts(contact)).toHaveLength(1);
      expect(await kindsFor(contact)).toEqual(['opt-out-by-hand']);
      expect((await world.admin.person.why({ conversationId: contact.id })).optedOut).toBe(false);
    }
    expect(
      (await world.blocks()).some((block) => contacts.some((contact) => contact.number === block.contact)),
    ).toBe(false);
    expect(await texterSees(campaignId)).toEqual(sorted(contacts));
    const [one] = contacts;
    if (!one) return;
    await world.texter.conversation.send({
      id: one.id,
      body: 'Did you mean to opt out?',
      confirmed: ['stop-waiting'],
    });
    await world.until(async () => (await texts(one)).length === 2, 'it is delivered');
    // The texter opts them out by hand, so the conversation stays visible to the texter.
    await world.texter.conversation.optOut({ id: one.id, reason: 'said stop' });
    expect(await kindsFor(one)).toEqual([]);
    expect(await texterSees(campaignId)).toEqual(sorted(contacts));
  });

  test('provider-2: blocked from that number only; trying it makes the opt-out', async () => {
    const { campaignId, contacts } = await play('GB', false);
    for (const contact of contacts) {
      expect(await texts(contact)).toMatchObject([{ sentBy: 'account' }, { sentBy: 'provider' }]);
      expect(await isBlocked(contact)).toBe(true);
      expect(await kindsFor(contact)).toEqual(['opt-out-by-hand']);
      expect((await world.admin.person.why({ conversationId: contact.id })).optedOut).toBe(false);
    }
    expect(await texterSees(campaignId)).toEqual(sorted(contacts));
    const [one, two] = contacts;
    if (!one || !two) return;
    // From the same number the provider refuses, and its refusal creates the opt-out.
    const confirmed = ['stop-waiting' as const];
    await world.texter.conversation.send({ id: one.id, body: 'Hello again.', confirmed });
    const why = await world.until(async () => {
      const now = await world.admin.person.why({ conversationId: one.id });
      return now.optedOut ? now : null;
    }, 'the refusal opts out');
    expect(why.optOuts).toMatchObject([{ cause: 'provider-refused', automatic: true }]);
    expect(await texts(one)).toHaveLength(2);
    // From another number the provider still delivers, so a new campaign that picks that number reaches the
    // contact.
    const blockedFrom = (await world.received(two.number))[0]?.from;
    const other = await world.campaign('Another number', 'GB', [two]);
    const [row] = (await world.texter.conversation.list({ campaignId: other })).items;
    await world.texter.conversation.sendInitial({ id: row?.id ?? '', confirmed });
    await world.until(async () => (await texts(two)).length === 3, 'it is delivered from the other number');
    const last = (await world.received(two.number)).at(-1);
    expect(SENDERS['provider-2'].filter((number) => number !== blockedFrom)).toContain(last?.from);
    expect(await texterSees(campaignId)).toEqual(sorted(contacts.filter((contact) => contact !== one)));
  });
});

test('no page complained', () => {
  expect([...admin.problems, ...texter.problems]).toEqual([]);
});
