import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { SCRIPT } from '../questions/world.ts';
import { actionNetworkStandIn } from '../systems/standIns.ts';
import { expectAccessible } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** An admin connects the system in which they keep their people, and works with it. */

let world: World;
let browser: Browser;
let admin: Screen;
let campaignId: string;
let an: Awaited<ReturnType<typeof actionNetworkStandIn>>;

beforeAll(async () => {
  an = await actionNetworkStandIn();
  an.join('Rosa', 'Diaz', '12025550115', 'subscribed', 'Driver');
  an.join('Owen', 'Lee', '12025550116', 'unsubscribed', 'Driver');
  [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
  const made = await world.admin.campaign.create({ name: 'Spring', region: 'US', script: 'Hi {firstName}' });
  campaignId = made.id;
  const { revision } = await world.admin.questions.script({ campaignId });
  await world.admin.questions.save({ campaignId, revision, questions: [...SCRIPT] });
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password: 'a-long-password' });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const goTo = (page: Page, hash: string) => page.evaluate((to) => window.location.assign(`#/${to}`), hash);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('a system is connected, tested and matched, and what it is told is shown', async () => {
  const { page } = admin;
  await goTo(page, 'settings/systems');
  await page.getByText('No system is connected', { exact: true }).waitFor();
  await button(page, 'Connect a system').click();
  await pick(page, 'System', 'Action Network');
  await page.getByRole('textbox', { name: 'API key', exact: true }).fill(an.key);
  await page.getByRole('textbox', { name: 'Address of its API', exact: true }).fill(an.url);
  await button(page, 'Connect').click();
  await page.getByRole('heading', { name: 'Action Network', exact: true }).waitFor();
  await button(page, 'Test').click();
  await page.getByText('It answers, and takes the key.', { exact: true }).waitFor();
  await expectAccessible(page);
  await button(page, 'Match answers…').click();
  await pick(page, 'Campaign', 'Spring');
  await pick(page, 'Support: Yes', 'Supporter');
  await button(page, 'Save').click();
  const [system] = await world.admin.systems.list();
  const id = system?.id ?? '';
  await world.until(async () => {
    const { questions } = await world.admin.systems.answers({ id, campaignId });
    return questions[0]?.choices[0]?.target?.id === 'Supporter';
  }, 'the match');
  expect(await page.content()).not.toContain(an.key);
  expect(admin.problems).toEqual([]);
});

test('its list comes into a campaign as a file does', async () => {
  const { page } = admin;
  await goTo(page, `campaigns/${campaignId}/contacts`);
  await button(page, 'From a system…').click();
  await pick(page, 'List', 'Driver');
  await button(page, 'Take the list').click();
  await page.getByText(/This looks like an export of Action Network/).waitFor();
  await expectAccessible(page);
  await button(page, 'Import contacts').click();
  await world.until(async () => {
    const [job] = await world.admin.imports.jobs({ campaignId });
    return job?.result?.imported === 1 && job.result.leftOut === 1;
  }, 'the import');
  expect(admin.problems).toEqual([]);
});
