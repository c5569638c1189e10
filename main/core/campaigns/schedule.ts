import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Schedule } from '../../../shared/contract/campaigns/schedule.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { mustConfirm } from '../base/warnings.ts';
import { campaignOf, setSchedule } from '../conversations/campaignRecord.ts';
import { closesAt, readSchedule } from '../conversations/schedule.ts';
import { append } from '../ledger/append.ts';
import { releasePlanned } from '../outbox/release.ts';
import { zoneClock } from '../rules/zoneClock.ts';
import type { Core, Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';
import { StoreError } from '../store/types.ts';
import { mustBeListed } from './archive.ts';
import { closeCampaign } from './campaigns.ts';
import { warningsOf } from './scheduleWarnings.ts';

/** @throws CoreError INVALID for moments in the wrong order, or a zone that this machine does not know */
function check({ zone, startsAt, endsAt, pauses }: Schedule): void {
  if (zone !== null && zoneClock(zone) === null)
    throw new CoreError('INVALID', t('core:hours.zone', { zone }));
  // Written alike, so their order as texts is their order in time.
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
    throw new CoreError('INVALID', t('core:schedule.endFirst'));
  if (pauses.some(({ from, until }) => until <= from))
    throw new CoreError('INVALID', t('core:schedule.pauseOrder'));
}

/** In the form of the store: pauses in order, null where nothing is planned. */
function toText(schedule: Schedule): string | null {
  const { zone, startsAt, endsAt } = schedule;
  if (startsAt === null && endsAt === null && schedule.pauses.length === 0) return null;
  const pauses = schedule.pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const closeAfterDays = endsAt === null ? null : schedule.closeAfterDays;
  return JSON.stringify({ zone, startsAt, endsAt, pauses, closeAfterDays });
}

/**
 * Says when a campaign begins, pauses and ends by itself; also while it runs. Null: only by hand.
 * @throws CoreError NOT_FOUND; CONFLICT for one that is over; INVALID; UnconfirmedError where contacts would
 * be left untexted
 */
export function scheduleCampaign(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  schedule: Schedule | null,
  confirmed: readonly WarningCode[],
): void {
  const row = campaignOf(tx.db, id);
  if (row.state === 'closed') throw new CoreError('CONFLICT', t('core:schedule.closed'));
  mustBeListed(tx, id);
  if (schedule !== null) check(schedule);
  const text = schedule === null ? null : toText(schedule);
  if (text === row.schedule) return;
  if (text !== null) mustConfirm(warningsOf(core, id, readSchedule(text)), confirmed);
  setSchedule(tx, id, text);
  append(core, tx, { kind: 'campaign-scheduled', actorId, payload: { campaign: id, ...payloadOf(text) } });
  tx.touch('campaigns');
  tx.touch('conversations');
  releasePlanned(core, tx, id);
}

function payloadOf(text: string | null) {
  if (text === null) return { scheduled: false };
  const { pauses, ...rest } = readSchedule(text);
  return { scheduled: true, ...rest, pauses: pauses.map(({ from, until }) => `${from}/${until}`).join(' ') };
}

/**
 * Closes the campaigns whose end is as long ago as they say. Start, pauses and end need no such look: the
 * guard works them out from the clock at each question, so none of them can be missed.
 */
export function closeEnded(core: Core): void {
  const rows = all<{ id: string; schedule: string; region: Region }>(
    core.db,
    `SELECT id, schedule, region FROM campaign INDEXED BY campaign_schedule
     WHERE schedule IS NOT NULL AND state IN ('launched', 'paused')`,
  );
  const now = core.ports.clock.now();
  for (const { id, schedule, region } of rows) {
    try {
      const at = closesAt(readSchedule(schedule), region);
      if (at !== null && at <= now) core.write((tx) => closeCampaign(core, tx, null, id));
    } catch (error) {
      if (error instanceof StoreError) throw error;
      // The others are closed all the same.
      core.ports.log.error('campaign-not-closed', {
        campaign: id,
        name: error instanceof Error ? error.name : 'unknown',
      });
    }
  }
}
