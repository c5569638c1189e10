import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { SCRIPT } from '../questions/world.ts';
import { expectAccessible } from './accessible.ts';
import { openScreen, type Screen } from './screen.ts';
import { startWorld, type World } from './world.ts';

/** A campaign with a script that branches, from the contact file to the exported file. */

const password = 'a-long-password';

/** What simulated contacts reply, and what must stand in the file for it. */
const PEOPLE = [
  {
    name: 'Pat',
    number: '+12025550115',
    more: { 'VAN ID': '00412', ZIP: '02139' },
    says: 'Yes! I can call people and drive three',

    row: {
      Support: 'Yes',
      Help: 'Calls; Drive people',
      Seats: '3',
      Wish: '',
      Outcome: 'Answered',
      'May be texted': 'Yes',
    },
  },
  {
    name: 'Lee',
    number: '+12025550116',
    more: { 'VAN ID': '7', ZIP: '90210' },
    says: 'Not sure. Rents!',
    answers: [
      ['support', { choices: ['unsure'] }],
      ['wish', { value: '=Rents' }],
    ],
    row: {
      Support: 'Not sure',
      Help: '',
      Seats: '',
      Wish: "'=Rents",
      Outcome: 'Answered',
      'May be texted': 'Yes',
    },
  },
  {
    name: 'Sam',
    number: '+12025550117',
    more: { 'VAN ID': '8', ZIP: '60601' },
    says: 'STOP',
    row: { Support: '', Help: '', Seats: '', Wish: '', Outcome: 'Opted out', 'May be texted': 'No' },
  },
  {
    name: 'Kim',
    number: '+12025550118',
    more: { 'VAN ID': '9', ZIP: '73301' },
    row: { Support: '', Help: '', Seats: '', Wish: '', Outcome: 'No reply', 'May be texted': 'Yes' },
  },
] as const;

let world: World;
let browser: Browser;
let admin: Screen;
let texter: Screen;
let campaignId: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  campaignId = await world.campaign('Issue 2', 'US', PEOPLE);
  const { revision } = await world.admin.questions.script({ campaignId });
  await world.admin.questions.save({ campaignId, revision, questions: SCRIPT });
  for (const { id, name } of (await world.admin.conversation.list({ campaignId })).items) ids.set(name, id);
  for (const person of PEOPLE) {
    await world.texter.conversation.sendInitial({ id: ids.get(person.name) ?? '' });
    const [text] = await world.until(async () => {
      const texts = await world.received(person.number);
      return texts.length > 0 && texts;
    }, 'the first text');
    if ('says' in person) await world.reply(person.number, text?.from ?? '', person.says);
  }
  await world.until(async () => {
    const { toAnswer, optedOut } = await world.admin.conversation.counts({});
    return toAnswer === 2 && optedOut === 1;
  }, 'the replies');
  for (const person of PEOPLE) {
    if (!('answers' in person)) continue;
    for (const [question, answer] of person.answers) {
      const given = 'choices' in answer ? { choices: [...answer.choices] } : answer;
      await world.texter.answers.record({ conversationId: ids.get(person.name) ?? '', question, ...given });
    }
  }
  texter = await openScreen(browser, await world.windowUrl(), { login: 'ana', password });
  admin = await openScreen(browser, await world.windowUrl(), { login: 'maya', password });
  // A browser that offers the dialog of the system would wait for a person; without it, it downloads.
  await admin.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const goTo = (page: Page, hash: string) => page.evaluate((to) => window.location.assign(`#/${to}`), hash);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a texter answers along the branches with keys', async () => {
  const { page } = texter;
  await goTo(page, `texter/${campaignId}/to-answer/${ids.get('Pat')}`);
  const card = page.getByRole('region', { name: 'Questions for this contact', exact: true });
  await card.getByText('Will they vote yes?', { exact: true }).waitFor();
  await page.keyboard.press('y');
  await card.getByText('How would they help?', { exact: true }).waitFor();
  await page.keyboard.press('c');
  await page.keyboard.press('d');
  await page.keyboard.press('Space');
  await card.getByText('How many seats?', { exact: true }).waitFor();
  await card.getByRole('textbox').fill('3');
  await page.keyboard.press('Enter');
  await card.getByText('Nothing more to ask.', { exact: true }).waitFor();
  expect(texter.problems).toEqual([]);
});

test('an admin sees what was answered, and each bar opens its list', async () => {
  const { page } = admin;
  await goTo(page, `results/${campaignId}`);
  const outcomes = page.getByRole('region', { name: 'What became of the contacts', exact: true });
  await button(page, '2: open the list for Answered').waitFor();
  expect(await outcomes.getByRole('row').count()).toBe(4);
  await page.getByText('2 of 4 contacts reached answered · 50%', { exact: false }).waitFor();
  await expectAccessible(page);
  await button(page, '1: open the list for Not sure').click();
  const rows = page.getByRole('listbox').getByRole('option');
  await rows.filter({ hasText: 'Lee' }).waitFor();
  expect(await rows.count()).toBe(1);
  await page.getByRole('button', { name: /Support: Not sure/ }).waitFor();
  expect(admin.problems).toEqual([]);
});

test('the file has a row for each contact, with what they said', async () => {
  const { page } = admin;
  await goTo(page, `results/${campaignId}`);
  await button(page, 'Export…').click();
  const dialog = page.getByRole('dialog', { name: 'Export results', exact: true });
  await dialog.getByText('Columns and their names', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Name of Phone', exact: true }).fill('Cell phone');
  await dialog.getByRole('checkbox', { name: 'Write Tags', exact: true }).uncheck();
  await expectAccessible(page);
  const take = async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Write the file').click()]);
    return readFileSync(await file.path(), 'utf8');
  };
  const csv = await take();
  await dialog.getByText('4 rows were written to the file.', { exact: true }).waitFor();
  expect(csv.startsWith('\ufeff')).toBe(true);
  const rows = parse<Record<string, string>>(csv, { columns: true, bom: true });
  const told = (text: string) => `="${text}"`;
  const found = rows
    .map((row) => ({ ...row, name: row['First name'] }))
    .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
  const wanted = PEOPLE.toSorted((a, b) => a.name.localeCompare(b.name));
  expect(found).toMatchObject(
    wanted.map(({ name, number, more, row }) => ({
      name,
      'Cell phone': told(number),
      postcode: more.ZIP.startsWith('0') ? told(more.ZIP) : more.ZIP,
      ...row,
    })),
  );
  expect(Object.keys(rows[0] ?? {})).not.toContain('Tags');

  // The same for a program, and only those who gave this answer.
  await dialog.getByRole('radio', { name: 'Another program', exact: true }).check();
  await dialog.getByText('Only some of them', { exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Answer', exact: true }).selectOption({ label: 'Support: Yes' });
  const plain = await take();
  expect(parse<Record<string, string>>(plain, { columns: true })).toMatchObject([
    {
      phone: '+12025550115',
      answer_support: 'yes',
      answer_help: 'calls; drive',
      answer_seats: '3',
      may_be_texted: 'true',
    },
  ]);
  await dialog.getByRole('radio', { name: 'Every text', exact: true }).check();
  await dialog
    .getByRole('combobox', { name: 'Answer', exact: true })
    .selectOption({ label: 'Any answer or none' });
  const texts = parse<Record<string, string>>(await take(), { columns: true });
  expect(
    texts
      .filter(({ direction }) => direction === 'in')
      .map(({ text }) => text)
      .toSorted(),
  ).toEqual(PEOPLE.flatMap((person) => ('says' in person ? [person.says] : [])).toSorted());
  expect(admin.problems).toEqual([]);
});
