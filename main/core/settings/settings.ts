import { Settings } from '../../../shared/contract/settings.ts';
import { LEGAL_HOURS } from '../rules/quietHours.ts';
import type { RuleSettings } from '../rules/types.ts';
import type { Tx } from '../store/context.ts';
import { all, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { SettingKey } from './shapes.ts';

/** What the organisation is called until somebody names it. */
export const NO_NAME = 'Our organisation';

/**
 * Settings until an admin changes them. The confirmation is one GSM-7 segment for names of up to 90 letters.
 */
export const DEFAULTS: Settings = {
  organisation: NO_NAME,
  autoOptOut: true,
  firstResponseOnly: true,
  confirmationText: 'You are now opted out and will receive no more messages from {organisation}.',
  helpAnswer: true,
  helpText:
    'This is {organisation}. We text you about our campaign. Questions: {contact}. Reply STOP to get no more texts.',
  helpContact: 'reply to this text',
  extraKeywords: [],
  extraPhrases: [],
  quietHours: { ...LEGAL_HOURS },
  stateHours: true,
  idleLockMinutes: 15,
  secondFactorRoles: [],
  inboundLimitMinutes: 5,
  oftenLimit: null,
  foldPictures: 'suspected',
  prices: [],
};

const cache = new WeakMap<Reader, Settings>();
/**
 * Stores whose settings the present transaction has written: it may be rolled back, so nothing is cached
 * until it has ended.
 */
const unsure = new WeakSet<Reader>();

/** The organisation's settings with defaults. Cached for each connection until the next change through it. */
export function readSettings(db: Reader): Settings {
  const kept = cache.get(db);
  if (kept) return kept;
  const stored = Object.fromEntries(
    all<{ key: string; value: string }>(db, 'SELECT key, value FROM setting').map((row) => [
      row.key,
      JSON.parse(row.value),
    ]),
  );
  const settings = Settings.parse({ ...DEFAULTS, ...stored });
  if (!db.inTransaction) unsure.delete(db);
  if (!unsure.has(db)) cache.set(db, settings);
  return settings;
}

/** Called after settings were written in another way: they are read again. */
export function forgetSettings(db: Reader): void {
  cache.delete(db);
}

/** The part of the settings that the rules may know. */
export function ruleSettings(settings: Settings): RuleSettings {
  const { autoOptOut, firstResponseOnly, extraKeywords, extraPhrases, helpAnswer } = settings;
  return { autoOptOut, firstResponseOnly, extraKeywords, extraPhrases, helpAnswer };
}

/**
 * Writes one row of the table `setting`, as JSON; nothing else writes that table. Keys of `Settings` go
 * through
 * `storeSettings`.
 */
export function setSetting(tx: Tx, key: SettingKey, value: unknown): void {
  run(
    tx.db,
    sql`INSERT OR REPLACE INTO setting (key, value, rev) VALUES (${key}, ${JSON.stringify(value)}, ${tx.rev()})`,
  );
}

/** Writes the keys of `change` whose values differ from `before`. Returns those keys. */
export function storeSettings(tx: Tx, before: Settings, change: Partial<Settings>): (keyof Settings)[] {
  const changed = Settings.keyof().options.filter(
    (key) => change[key] !== undefined && JSON.stringify(change[key]) !== JSON.stringify(before[key]),
  );
  for (const key of changed) setSetting(tx, key, change[key]);
  cache.delete(tx.db);
  unsure.add(tx.db);
  return changed;
}
