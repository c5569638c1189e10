import { z } from 'zod';
import { BackupPlan } from '../../../shared/contract/backup.ts';
import { ReportSchedule } from '../../../shared/contract/reports.ts';
import { ColumnChoices } from '../../../shared/contract/results.ts';
import { Registration } from '../../../shared/contract/senders/checklist.ts';
import { Settings } from '../../../shared/contract/settings.ts';
import { Sampling } from '../../../shared/schema/review.ts';
import { LEGAL_HOURS } from '../rules/quietHours.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Every key of the table `setting`, with what its value must be so that whoever reads it can. */
const SHAPES = {
  ...Settings.shape,
  // No Heed lets anybody set wider hours than the law's.
  quietHours: Settings.shape.quietHours.refine(
    ({ sendFrom, sendUntil }) =>
      sendFrom >= LEGAL_HOURS.sendFrom && sendUntil <= LEGAL_HOURS.sendUntil && sendFrom < sendUntil,
  ),
  'back-ups': BackupPlan.partial(),
  'report-schedule': ReportSchedule.partial(),
  'review-sampling': Sampling,
  resultColumns: z
    .object({ contacts: ColumnChoices, texts: ColumnChoices, texters: ColumnChoices })
    .partial(),
  registration: Registration,
} as const;
export type SettingKey = keyof typeof SHAPES;

const shapeOf = new Map<string, z.ZodType>(Object.entries(SHAPES));

function isReadable(key: string, value: string): boolean {
  try {
    return shapeOf.get(key)?.safeParse(JSON.parse(value)).success ?? true;
  } catch {
    return false;
  }
}

/**
 * Whether each setting can be read; with one that cannot, a console does not start. Nobody reads other keys.
 */
export const settingsAreReadable = (db: Reader): boolean =>
  all<{ key: string; value: string }>(db, 'SELECT key, value FROM setting').every(({ key, value }) =>
    isReadable(key, value),
  );
