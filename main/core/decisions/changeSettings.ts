import type { Warning, WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Settings, WaitingStops } from '../../../shared/contract/settings.ts';
import { mustConfirm, warning } from '../base/warnings.ts';
import { countWaitingStops } from '../people/stopWaiting.ts';
import { confirmationWarnings } from '../settings/confirmationWarnings.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { settleWaitingStops } from './settleStops.ts';
import { writeSettings } from './writeSettings.ts';

/**
 * Changes settings, with their consequences for people. Turning auto opt-outs on settles every waiting
 * request, after the admin was told how many there are. Warns about a confirmation that markets, and about
 * leaving out the laws of states.
 * @throws UnconfirmedError; CoreError like writeSettings
 */
export function changeSettings(
  core: Core,
  tx: Tx,
  actorId: string | null,
  change: Partial<Settings>,
  by: { readonly waitingStops: WaitingStops; readonly confirmed: readonly WarningCode[] },
): Settings {
  const before = readSettings(tx.db);
  const turnsOn = change.autoOptOut === true && !before.autoOptOut;
  const waiting = turnsOn ? countWaitingStops(tx.db) : 0;
  const found: Warning[] = waiting > 0 ? [warning('stops-waiting', { count: waiting })] : [];
  const { confirmationText: text = before.confirmationText, organisation = before.organisation } = change;
  if (text !== before.confirmationText) found.push(...confirmationWarnings(text, organisation));
  if (change.stateHours === false && before.stateHours) found.push(warning('state-hours-off'));
  mustConfirm(found, by.confirmed);
  const settings = writeSettings(core, tx, actorId, change);
  if (waiting > 0) settleWaitingStops(core, tx, by.waitingStops);
  return settings;
}
