import type { Page } from 'playwright-core';

export type Place = {
  readonly name: string;
  /** Part of a demo account's name; null: nobody signed in. */
  readonly login: string | null;
  readonly hash: string;
  readonly prepare?: (page: Page) => Promise<void>;
};

const tab = (name: RegExp) => async (page: Page) => {
  await page.getByRole('tab', { name }).first().click();
};

const firstRow = async (page: Page) => {
  await page.getByRole('listbox').getByRole('option').first().click();
};

/** A contact of the demo's campaign in Great Britain. */
const CONTACT = '%2B447700900102';

/** Every screen, as somebody comes to it. */
export const places: readonly Place[] = [
  { name: 'sign-in', login: null, hash: '' },
  {
    name: 'texter',
    login: 'Ana',
    hash: 'texter',
    prepare: async (page) => {
      await tab(/To answer/)(page);
      await firstRow(page);
      await page
        .getByRole('textbox')
        .last()
        .fill('Polls are open 6:30 am to 7:30 pm. Do you know where yours is?');
    },
  },
  { name: 'texter-to-send', login: 'Ana', hash: 'texter', prepare: tab(/To send/) },
  {
    name: 'conversations',
    login: 'Maya',
    hash: 'conversations',
    prepare: async (page) => {
      await tab(/Opted out/)(page);
      await firstRow(page);
    },
  },
  { name: 'actions', login: 'Maya', hash: 'actions' },
  { name: 'actions-texter', login: 'Ana', hash: 'actions' },
  {
    name: 'tour',
    login: 'Ana',
    hash: 'texter',
    prepare: async (page) => {
      await page.getByRole('button', { name: /Texter: menu/ }).click();
      await page.getByRole('menuitem', { name: 'Take the tour' }).click();
    },
  },
  {
    name: 'texts',
    login: 'Sam',
    hash: 'texts',
    prepare: async (page) => {
      await page.getByLabel('Words in a text').fill('vote');
      await page.getByRole('link', { name: /vote/i }).first().waitFor();
    },
  },
  {
    name: 'reassign',
    login: 'Maya',
    hash: 'conversations',
    prepare: async (page) => {
      await page.getByRole('button', { name: /Reassign/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'viewing-as',
    login: 'Maya',
    hash: 'conversations',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'View as…' }).click();
      await page.getByRole('menuitem', { name: /Ana/ }).click();
      await page.getByText(/You are viewing as/).waitFor();
    },
  },
  { name: 'settings-tags', login: 'Maya', hash: 'settings/tags' },
  { name: 'campaigns', login: 'Maya', hash: 'campaigns' },
  { name: 'settings', login: 'Maya', hash: 'settings' },
  { name: 'supervisor', login: 'Sam', hash: 'conversations', prepare: firstRow },
  {
    name: 'find',
    login: 'Maya',
    hash: 'conversations',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find anything' }).fill('an');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'lookup', login: 'Maya', hash: `lookup/${CONTACT}` },
  { name: 'lookup-texter', login: 'Ana', hash: `lookup/${CONTACT}` },
  {
    name: 'lookup-list',
    login: 'Maya',
    hash: 'lookup',
    prepare: async (page) => {
      await page.getByLabel('Numbers').fill('07700 900102\n(202) 555-0178\nnobody');
      await page.getByRole('button', { name: 'Look up', exact: true }).click();
      await page.getByRole('table').waitFor();
    },
  },
  { name: 'evidence', login: 'Sam', hash: `evidence/${CONTACT}` },
  {
    name: 'dashboard',
    login: 'Maya',
    hash: 'dashboard',
    prepare: async (page) => {
      await page.getByRole('heading', { name: 'Opt-out rate' }).waitFor();
    },
  },
];
