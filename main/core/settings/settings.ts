import { z } from 'zod';
import { Settings } from '../../../shared/contract/settings.ts';
import { t } from '../../../shared/text/say.ts';
import { endIdleSessions } from '../access/sessions.ts';
import { CoreError } from '../base/errors.ts';
import { append, type LedgerPayload } from '../ledger/append.ts';
import { releaseHours } from '../outbox/release.ts';
import { LEGAL_HOURS } from '../rules/quietHours.ts';
import type { RuleSettings } from '../rules/types.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, run } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { checkHelpText } from './helpText.ts';

/** What holds until an admin decides otherwise. The confirmation is one GSM-7 segment for names of up to 90 letters. */
const DEFAULTS: Settings = {
  organisation: 'Our organisation',
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
};

const cache = new WeakMap<Reader, Settings>();
/** Stores whose settings the transaction under way has written: it may yet be rolled back, so nothing is kept until it has ended. */
const unsure = new WeakSet<Reader>();

/** The organisation's settings, defaults filled in. Kept for each connection until the next change through it. */
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

/** Settings were written past this module: they are read anew. */
export function forgetSettings(db: Reader): void {
  cache.delete(db);
}

/** What the rules may know of the settings. */
export function ruleSettings(settings: Settings): RuleSettings {
  const { autoOptOut, firstResponseOnly, extraKeywords, extraPhrases, helpAnswer } = settings;
  return { autoOptOut, firstResponseOnly, extraKeywords, extraPhrases, helpAnswer };
}

/** Hours may be narrowed within the legal ones, never widened (design, rule 12; 47 CFR 64.1200(c)(1)). */
function checkHours({ sendFrom, sendUntil }: Settings['quietHours']): void {
  if (sendFrom < LEGAL_HOURS.sendFrom || sendUntil > LEGAL_HOURS.sendUntil) {
    throw new CoreError('INVALID', t('core:hours.beyond'));
  }
  if (sendFrom >= sendUntil) {
    throw new CoreError('INVALID', t('core:hours.reversed'));
  }
}

/** Scalars go in the ledger as they are; lists by their length; texts not at all, only that they changed. */
function forLedger(key: string, value: unknown): LedgerPayload {
  if (key === 'secondFactorRoles' && Array.isArray(value)) return { [key]: value.join(' ') };
  if (typeof value === 'boolean' || typeof value === 'number') return { [key]: value };
  if (Array.isArray(value)) return { [key]: value.length };
  const hours = z.object({ sendFrom: z.number(), sendUntil: z.number() }).safeParse(value);
  if (hours.success) return { sendFrom: hours.data.sendFrom, sendUntil: hours.data.sendUntil };
  return { [key]: 'changed' };
}

/**
 * Changes settings; what is left out stays. Each real change is in the ledger.
 * `actorId` is null at set-up, before there is an account.
 * @throws CoreError INVALID for hours outside 8:00 to 21:00
 */
export function writeSettings(
  core: Core,
  tx: Tx,
  actorId: string | null,
  change: Partial<Settings>,
): Settings {
  const before = readSettings(tx.db);
  if (change.quietHours) checkHours(change.quietHours);
  if (change.helpText !== undefined) checkHelpText(change.helpText);
  if (change.idleLockMinutes !== undefined) endIdleSessions(tx, before.idleLockMinutes);
  let payload: LedgerPayload = {};
  for (const key of Settings.keyof().options) {
    const value = change[key];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(before[key])) continue;
    run(
      tx.db,
      'INSERT OR REPLACE INTO setting (key, value, rev) VALUES (?, ?, ?)',
      key,
      JSON.stringify(value),
      tx.rev(),
    );
    payload = { ...payload, ...forLedger(key, value) };
  }
  cache.delete(tx.db);
  unsure.add(tx.db);
  if (Object.keys(payload).length === 0) return before;
  if ('sendFrom' in payload || 'stateHours' in payload) releaseHours(core, null);
  append(core, tx, { kind: 'settings-changed', actorId, payload });
  tx.touch('settings');
  // Sign-in pages and every composer show what the settings decide.
  tx.touch('session');
  tx.touch('conversations');
  return readSettings(tx.db);
}
