import { z } from 'zod';
import { OftenLimit, type Settings } from '../../../shared/contract/settings.ts';
import { t } from '../../../shared/text/say.ts';
import { endIdleSessions } from '../access/sessions.ts';
import { CoreError } from '../base/errors.ts';
import { append, type LedgerPayload } from '../ledger/append.ts';
import { releaseHours, releaseOften } from '../outbox/release.ts';
import { LEGAL_HOURS } from '../rules/quietHours.ts';
import { checkHelpText } from '../settings/helpText.ts';
import { readSettings, storeSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';

/**
 * Checks hours: they may be narrower than the legal ones, never wider (design, rule 12; 47 CFR
 * 64.1200(c)(1)).
 */
function checkHours({ sendFrom, sendUntil }: Settings['quietHours']): void {
  if (sendFrom < LEGAL_HOURS.sendFrom || sendUntil > LEGAL_HOURS.sendUntil) {
    throw new CoreError('INVALID', t('core:hours.beyond'));
  }
  if (sendFrom >= sendUntil) {
    throw new CoreError('INVALID', t('core:hours.reversed'));
  }
}

/** A setting for the ledger: plain values as they are, lists by their length, texts only as changed. */
function forLedger(key: string, value: unknown): LedgerPayload {
  if (key === 'secondFactorRoles' && Array.isArray(value)) return { [key]: value.join(' ') };
  if (typeof value === 'boolean' || typeof value === 'number') return { [key]: value };
  if (Array.isArray(value)) return { [key]: value.length };
  if (key === 'oftenLimit') {
    const limit = OftenLimit.nullable().parse(value);
    return { oftenDays: limit?.days ?? null, oftenMost: limit?.most ?? null };
  }
  const hours = z.object({ sendFrom: z.number(), sendUntil: z.number() }).safeParse(value);
  if (hours.success) return { sendFrom: hours.data.sendFrom, sendUntil: hours.data.sendUntil };
  return { [key]: 'changed' };
}

/**
 * Changes settings; what is left out stays. Each real change goes into the ledger. `actorId` is null at
 * set-up, before there is an account.
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
  const changed = storeSettings(tx, before, change);
  if (changed.length === 0) return before;
  let payload: LedgerPayload = {};
  for (const key of changed) payload = { ...payload, ...forLedger(key, change[key]) };
  if (changed.includes('oftenLimit')) releaseOften(core, tx);
  if ('sendFrom' in payload || 'stateHours' in payload) releaseHours(core, tx, null);
  append(core, tx, { kind: 'settings-changed', actorId, payload });
  tx.touch('settings');
  // Sign-in pages and composers show what the settings decide.
  tx.touch('session');
  tx.touch('conversations');
  return readSettings(tx.db);
}
