import type { Page } from 'playwright-core';
import type { TextKey } from '../../shared/text/say.ts';
import type { Say } from '../helpers/say.ts';

export type Place = {
  readonly name: string;
  /** Part of a demo account's name; null: nobody signed in. */
  readonly login: string | null;
  readonly hash: string;
  /**
   * What is done there before the picture; things are found by their texts, in the language of the screen.
   */
  readonly prepare?: (page: Page, say: Say) => Promise<void>;
};

const tab = (key: TextKey) => async (page: Page, say: Say) => {
  await page
    .getByRole('tab', { name: say(key) })
    .first()
    .click();
};

const firstRow = async (page: Page) => {
  await page.getByRole('listbox').getByRole('option').first().click();
};

/** A contact of the demo's campaign in Great Britain. */
const CONTACT = '%2B447700900102';

/** A first back-up, and the list of it. */
const backUp = async (page: Page, say: Say) => {
  await page.getByRole('button', { name: say('backup:screen.now') }).click();
  await page
    .getByRole('cell', { name: say('backup:screen.whole'), exact: true })
    .first()
    .waitFor();
};

const LIST = {
  name: 'people.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from('Nombre,Teléfono,Distrito\nPilar,(216) 555-0142,4\nPilar,(216) 555-0142,4\nRafa,,7\n'),
};

const ownAccount = async (page: Page, say: Say) => {
  await page
    .getByRole('button', { name: /Ana Reyes/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: say('accounts:own.menu') }).click();
  await page.getByRole('button', { name: say('accounts:second.setUp') }).waitFor();
};

/** Up to the QR code of the secret, which is not put in force. */
const enrolling = async (page: Page, say: Say) => {
  await ownAccount(page, say);
  await page.getByRole('button', { name: say('accounts:second.setUp') }).click();
  const own = page.getByRole('region', { name: say('accounts:second.title') });
  await own.getByLabel(say('accounts:password.current')).fill('demo-password');
  await own.getByRole('button', { name: say('accounts:enrol.begin') }).click();
  await own.getByRole('img', { name: say('accounts:enrol.picture') }).waitFor();
};

const recovered = async (page: Page, say: Say) => {
  await page.getByRole('button', { name: say('accounts:recover.of', { name: 'Sam Whitfield' }) }).click();
  await page.getByRole('button', { name: say('accounts:recover.make') }).waitFor();
};

/** Every screen, in the way a person comes to it. */
export const places: readonly Place[] = [
  { name: 'sign-in', login: null, hash: '' },
  { name: 'own-account', login: 'Ana', hash: 'texter', prepare: ownAccount },
  { name: 'second-factor', login: 'Ana', hash: 'texter', prepare: enrolling },
  { name: 'settings-accounts-recover', login: 'Maya', hash: 'settings/accounts', prepare: recovered },
  {
    name: 'texter',
    login: 'Ana',
    hash: 'texter',
    prepare: async (page, say) => {
      await tab('texter:tab.to-answer')(page, say);
      await firstRow(page);
      await page
        .getByRole('textbox')
        .last()
        .fill('Polls are open 6:30 am to 7:30 pm. Do you know where yours is?');
    },
  },
  { name: 'about', login: 'Ana', hash: 'about' },
  { name: 'settings-keys', login: 'Maya', hash: 'settings/keys' },
  { name: 'settings-back-ups', login: 'Maya', hash: 'settings/back-ups', prepare: backUp },
  {
    name: 'restore',
    login: 'Maya',
    hash: 'settings/back-ups',
    prepare: async (page, say) => {
      await backUp(page, say);
      await page
        .getByRole('button', { name: say('backup:screen.restore') })
        .first()
        .click();
      await page.getByText(say('backup:restore.before')).waitFor();
    },
  },
  {
    name: 'erase',
    login: 'Maya',
    hash: `lookup/${CONTACT}`,
    prepare: async (page, say) => {
      await page.getByRole('button', { name: say('erase:act') }).click();
      await page.getByText(say('erase:sure')).waitFor();
    },
  },
  { name: 'texter-to-send', login: 'Ana', hash: 'texter', prepare: tab('texter:tab.to-send') },
  {
    name: 'conversations',
    login: 'Maya',
    hash: 'conversations',
    prepare: async (page, say) => {
      await tab('oversight:tabs.short.opted-out')(page, say);
      await firstRow(page);
    },
  },
  { name: 'actions', login: 'Maya', hash: 'actions' },
  { name: 'actions-texter', login: 'Ana', hash: 'actions' },
  {
    name: 'tour',
    login: 'Ana',
    hash: 'texter',
    prepare: async (page, say) => {
      const role = say('words:role.texter');
      await page
        .getByRole('button', { name: say('common:account.menu', { name: 'Ana Reyes', role }) })
        .click();
      await page.getByRole('menuitem', { name: say('common:account.tour') }).click();
    },
  },
  {
    name: 'texts',
    login: 'Sam',
    hash: 'texts',
    prepare: async (page, say) => {
      await page.getByLabel(say('find:texts.words')).fill('vote');
      await page.getByRole('link', { name: /vote/i }).first().waitFor();
    },
  },
  {
    name: 'reassign',
    login: 'Maya',
    hash: 'conversations',
    prepare: async (page, say) => {
      await page.getByRole('button', { name: say('messenger:menu.reassign') }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'viewing-as',
    login: 'Maya',
    hash: 'conversations',
    prepare: async (page, say) => {
      await page.getByRole('button', { name: say('messenger:menu.viewAs') }).click();
      await page.getByRole('menuitem', { name: /Ana/ }).click();
      await page.getByRole('button', { name: say('messenger:viewing.stop') }).waitFor();
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
    prepare: async (page, say) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: say('find:anything') }).fill('an');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'lookup', login: 'Maya', hash: `lookup/${CONTACT}` },
  { name: 'lookup-texter', login: 'Ana', hash: `lookup/${CONTACT}` },
  {
    name: 'lookup-list',
    login: 'Maya',
    hash: 'lookup',
    prepare: async (page, say) => {
      await page.getByLabel(say('lookup:list.numbers')).fill('07700 900102\n(202) 555-0178\nnobody');
      await page.getByRole('button', { name: say('lookup:list.submit'), exact: true }).click();
      await page.getByRole('table').waitFor();
    },
  },
  { name: 'evidence', login: 'Sam', hash: `evidence/${CONTACT}` },
  {
    name: 'dashboard',
    login: 'Maya',
    hash: 'dashboard',
    prepare: async (page, say) => {
      await page.getByRole('heading', { name: say('dashboard:rate.title.optedOut') }).waitFor();
    },
  },
  { name: 'exercise', login: 'Ana', hash: 'exercise' },
];

/** Screens behind these: pages of a subject, dialogs, menus. */
export const furtherPlaces: readonly Place[] = [
  {
    name: 'campaign-live',
    login: 'Maya',
    hash: 'campaigns',
    prepare: async (page, say) => {
      await page.getByRole('link', { name: /Ohio/ }).click();
      await page.getByRole('heading', { name: say('cockpit:texters.title') }).waitFor();
    },
  },
  {
    name: 'campaign',
    login: 'Maya',
    hash: 'campaigns',
    prepare: async (page, say) => {
      await page.getByRole('link', { name: /Ohio/ }).click();
      await page.getByRole('link', { name: say('cockpit:setUp'), exact: true }).click();
      await page.getByRole('heading', { name: say('campaigns:section.launch') }).waitFor();
    },
  },
  {
    name: 'campaign-questions',
    login: 'Maya',
    hash: 'campaigns',
    prepare: async (page, say) => {
      await page.getByRole('link', { name: /Ohio/ }).click();
      await page.getByRole('link', { name: say('cockpit:setUp'), exact: true }).click();
      await page.getByRole('link', { name: say('questions:editor.open') }).click();
      const tried = page.getByRole('region', { name: say('questions:try.title') });
      await tried.getByRole('button', { name: 'Yes', exact: true }).click();
      await tried.getByText(/Would you help us/).waitFor();
    },
  },
  {
    name: 'campaign-follow-up',
    login: 'Maya',
    hash: 'campaigns',
    prepare: async (page, say) => {
      await page.getByRole('link', { name: /Ohio/ }).click();
      await page.getByRole('button', { name: say('campaigns:acts.more'), exact: true }).click();
      await page.getByRole('menuitem', { name: say('campaigns:followUp.open') }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'results',
    login: 'Maya',
    hash: 'campaigns',
    prepare: async (page, say) => {
      await page.getByRole('link', { name: /Ohio/ }).click();
      await page.getByRole('link', { name: say('results:open'), exact: true }).click();
      await page.getByRole('heading', { name: say('results:outcomes.title') }).waitFor();
    },
  },
  { name: 'saved-lists', login: 'Maya', hash: 'campaigns/lists' },
  { name: 'report', login: 'Sam', hash: 'report' },
  { name: 'settings-set-up', login: 'Maya', hash: 'settings/set-up' },
  {
    name: 'campaign-close',
    login: 'Maya',
    hash: 'campaigns',
    prepare: async (page, say) => {
      await page.getByRole('link', { name: /Ohio/ }).click();
      await page.getByRole('button', { name: say('campaigns:acts.more'), exact: true }).click();
      await page.getByRole('menuitem', { name: say('campaigns:acts.close.open') }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'campaign-file',
    login: 'Maya',
    hash: 'campaigns',
    prepare: async (page, say) => {
      await page.getByRole('link', { name: /Ohio/ }).click();
      await page.getByRole('link', { name: say('cockpit:setUp'), exact: true }).click();
      await page.getByLabel(say('contacts:drop.label')).setInputFiles(LIST);
      await page.getByRole('button', { name: say('contacts:mapping.import') }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'campaign-new', login: 'Maya', hash: 'campaigns/new' },
  { name: 'opt-outs', login: 'Maya', hash: 'opt-outs' },
  {
    name: 'opt-outs-filter',
    login: 'Maya',
    hash: 'opt-outs',
    prepare: async (page, say) => {
      await page.getByRole('button', { name: say('optOuts:filter.open'), exact: true }).click();
      await page.getByLabel(say('optOuts:filter.profile')).waitFor();
    },
  },
  { name: 'opt-outs-add', login: 'Maya', hash: 'opt-outs/add' },
  {
    name: 'opt-outs-dry-run',
    login: 'Maya',
    hash: 'opt-outs/add',
    prepare: async (page, say) => {
      await page.getByText(say('optOuts:adding.way.file'), { exact: true }).click();
      await page.getByLabel(say('optOuts:list.file')).setInputFiles(LIST);
      await page.getByRole('button', { name: say('optOuts:list.dryRun'), exact: true }).click();
      await page.getByLabel(say('optOuts:dryRun.from')).waitFor();
    },
  },
  {
    name: 'opt-outs-selected',
    login: 'Maya',
    hash: 'opt-outs',
    prepare: async (page, say) => {
      await page.getByLabel(say('optOuts:table.selectAll')).check();
      await page.getByRole('button', { name: say('optOuts:picked.optIn') }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'review', login: 'Sam', hash: 'review' },
  ...[
    'confirmation',
    'keywords',
    'hours',
    'connections',
    'accounts',
    'desks',
    'consoles',
    'api-keys',
    'webhooks',
    'organisation',
  ].map((part): Place => ({ name: `settings-${part}`, login: 'Maya', hash: `settings/${part}` })),
  {
    name: 'menu',
    login: 'Ana',
    hash: 'texter',
    prepare: async (page, say) => {
      const role = say('words:role.texter');
      await page
        .getByRole('button', { name: say('common:account.menu', { name: 'Ana Reyes', role }) })
        .click();
      await page.getByRole('menuitem', { name: say('common:account.signOut') }).waitFor();
    },
  },
  {
    name: 'keys',
    login: 'Maya',
    hash: 'conversations',
    prepare: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];
