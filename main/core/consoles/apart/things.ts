import type { DecidedKind } from '../../../../shared/contract/consoles/together.ts';
import { Settings } from '../../../../shared/contract/settings.ts';
import type { Entry } from './entries.ts';

/** What an entry of the ledger says about a thing that two sides may change at once. */
export type Said = {
  readonly kind: Exclude<DecidedKind, 'person'>;
  /** Which one. */
  readonly id: string;
  /** A word for it (words.ts). */
  readonly word: string;
  /** What it was made to, where the ledger tells. */
  readonly value?: string | number | boolean;
  /** Whoever says the same made the same of it. */
  readonly whole: boolean;
};

type Read = (entry: Entry) => readonly Said[];

const idOf = (value: unknown) => (typeof value === 'string' ? value : '');
const about = (kind: Said['kind'], id: unknown, word: string, whole = false): readonly Said[] =>
  idOf(id) === '' ? [] : [{ kind, id: idOf(id), word, whole }];

/** An entry about a campaign, which always says the same. Whether it runs is decided by itself. */
const campaign =
  (word: string, whole = false, kind: 'campaign' | 'campaignState' = 'campaign'): Read =>
  ({ payload, evidence_id }) =>
    about(kind, payload.campaign ?? evidence_id, word, whole);

/** The ledger has some settings in parts. */
const SETTING_OF: Readonly<Record<string, keyof Settings>> = {
  sendFrom: 'quietHours',
  sendUntil: 'quietHours',
  oftenDays: 'oftenLimit',
  oftenMost: 'oftenLimit',
};
const isSetting = (key: string): key is keyof Settings => Object.hasOwn(Settings.shape, key);

function settings({ payload }: Entry): readonly Said[] {
  const keys = new Set(Object.keys(payload).map((key) => SETTING_OF[key] ?? key));
  return [...keys].filter(isSetting).map((id): Said => {
    const value = payload[id];
    // Of a list the ledger has its length, and only that a text was changed.
    const whole = typeof value === 'boolean' || (typeof value === 'number' && id.endsWith('Minutes'));
    return {
      kind: 'setting',
      id,
      word: 'changed',
      whole,
      ...(whole && { value: value as number | boolean }),
    };
  });
}

/** What is kept beside a campaign's row. */
const BESIDE: ReadonlySet<string> = new Set(['picture', 'reply-picture', 'replies']);

function changedCampaign({ payload, evidence_id }: Entry): readonly Said[] {
  const id = payload.campaign ?? evidence_id;
  const changed = typeof payload.changed === 'string' ? payload.changed.split(' ') : [];
  const own = changed.filter((each) => !BESIDE.has(each));
  return [
    ...own.flatMap((each) => about('campaign', id, each)),
    ...(changed.includes('replies') ? about('replies', id, 'changed') : []),
  ];
}

/** What both sides may have said about one thing, by kind of entry. Wishes to stop are apart (stops.ts). */
export const READ: Readonly<Record<string, Read>> = {
  'action-resolved': ({ evidence_id, payload }) =>
    payload.resolution === 'opt-out' || payload.resolution === 'opted-out'
      ? []
      : about('request', evidence_id, idOf(payload.resolution), true),
  review: ({ payload }) => about('verdict', payload.optOut ?? payload.action, idOf(payload.verdict), true),
  'conversation-closed': ({ payload }) =>
    about('conversation', payload.conversation, idOf(payload.outcome) || 'closed', true),
  'conversation-reopened': ({ payload }) => about('conversation', payload.conversation, 'reopened', true),
  'note-edited': ({ evidence_id }) => about('note', evidence_id, 'changed'),
  'campaign-changed': changedCampaign,
  'campaign-scheduled': campaign('schedule'),
  'campaign-handing': campaign('handing'),
  'campaign-launched': campaign('launched', true, 'campaignState'),
  'campaign-paused': campaign('paused', true, 'campaignState'),
  'campaign-closed': campaign('closed', true, 'campaignState'),
  'campaign-archived': campaign('archived', true),
  'campaign-brought-back': campaign('brought-back', true),
  'campaign-removed': campaign('removed', true),
  'questions-changed': ({ payload }) => about('questions', payload.campaign, 'changed'),
  'settings-changed': settings,
  'account-changed': ({ payload }) => about('account', payload.account, 'changed'),
  'account-recovered': ({ payload }) => about('password', payload.account, 'password'),
  'password-changed': ({ payload }) => about('password', payload.account, 'password'),
};
