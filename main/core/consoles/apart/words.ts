import { Settings } from '../../../../shared/contract/settings.ts';
import { t } from '../../../../shared/text/say.ts';
import { conversationsOf } from '../../people/person.ts';
import type { Core } from '../../store/context.ts';
import { one, sql } from '../../store/statement.ts';
import type { Act, Decision } from './sides.ts';
import type { Said } from './things.ts';

/** What is told of times apart, in the words of whoever reads it. */

const WORDS = [
  'name',
  'script',
  'region',
  'hours',
  'dailyGoal',
  'schedule',
  'handing',
  'launched',
  'paused',
  'closed',
  'archived',
  'brought-back',
  'removed',
  'reopened',
  'password',
  'carry-on',
  'dismiss',
  'close-wrong-number',
  'opt-in',
  'send-again',
  'not-sent',
  'was-sent',
  'upheld',
  'mistaken',
  'escalate',
  'done',
  'refused',
  'wrong-number',
] as const;
type Word = (typeof WORDS)[number];
const isWord = (word: string): word is Word => WORDS.some((each) => each === word);

function wordOf({ word, value }: Said): string {
  if (typeof value === 'boolean')
    return t(value ? 'consoles:together.said.on' : 'consoles:together.said.off');
  if (typeof value === 'number') return t('consoles:together.said.minutes', { count: value });
  return t(isWord(word) ? `consoles:together.said.${word}` : 'consoles:together.said.changed');
}

/** What a side said about a thing. */
export function saidOf(kind: Decision['kind'], { said, last }: Act): string {
  if (kind === 'person') {
    if (last.kind === 'opt-out') return t('consoles:together.said.opted-out');
    if (last.kind === 'opt-out-reversed') return t('consoles:together.said.opted-in');
    return t('consoles:together.said.carried-on');
  }
  // Of a campaign's texts all that was changed, else how it is now.
  const told = kind === 'campaign' ? said : said.slice(-1);
  return [...new Set(told.map(wordOf))].join(', ');
}

/** Who an account is; empty: Heed by itself. */
export const accountName = (core: Core, id: string | null): string =>
  id === null || id === 'heed'
    ? ''
    : (one<{ name: string }>(core.db, sql`SELECT name FROM account WHERE id = ${id}`)?.name ?? '');

export const campaignName = (core: Core, id: string): string =>
  one<{ name: string }>(core.db, sql`SELECT name FROM campaign WHERE id = ${id}`)?.name ??
  t('consoles:together.removedCampaign');

type About = { readonly about: string; readonly link: { readonly number?: string } };

/** A person by what is known of their number. */
export function personOf(core: Core, subject: string): About {
  const [latest] = conversationsOf(core.db, subject);
  const number =
    latest?.number ??
    one<{ number: string }>(
      core.db,
      sql`SELECT number FROM opt_out WHERE subject = ${subject} AND number IS NOT NULL LIMIT 1`,
    )?.number;
  const name = latest ? `${latest.first_name} ${latest.last_name}`.trim() : '';
  return { about: name, link: number ? { number } : {} };
}

const isSetting = (key: string): key is keyof Settings => Object.hasOwn(Settings.shape, key);

/** What a decision is about, and where it can be looked at. */
export function aboutOf(core: Core, { kind, id, counts }: Decision) {
  switch (kind) {
    case 'campaign':
    case 'campaignState':
    case 'questions':
    case 'replies':
      return { about: campaignName(core, id), link: { campaignId: id } };
    case 'setting':
      return {
        about: isSetting(id) ? t(`consoles:together.setting.${id}`) : id,
        link: { setting: id },
      };
    case 'account':
    case 'password':
      return { about: accountName(core, id), link: {} };
    default:
      return personOf(core, counts.last.subject ?? '');
  }
}
