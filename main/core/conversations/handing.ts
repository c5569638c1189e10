import { z } from 'zod';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** How a campaign hands out contacts on request, as its column `handing` keeps it. */
export const StoredHanding = z.object({
  /** Contacts for one press of the button. */
  batch: z.number(),
  /** First texts of one texter in one day; null: as many as they like. */
  mostPerDay: z.number().nullable(),
  /** Only texters with `may_ask` may ask. */
  chosenOnly: z.boolean(),
  /** After so long without an act a texter counts as gone. */
  idleMinutes: z.number(),
  /** After so long a reply may be answered by others. */
  answerMinutes: z.number(),
});
export type StoredHanding = z.infer<typeof StoredHanding>;

/** What a campaign's column holds; null: contacts are shared out evenly. */
export const readHanding = (column: string | null): StoredHanding | null =>
  column === null ? null : StoredHanding.parse(JSON.parse(column));

/** Whether texters of the campaign ask for their contacts. */
export function handsOut(db: Reader, campaignId: string): boolean {
  return one(db, 'SELECT 1 FROM campaign WHERE id = ? AND handing IS NOT NULL', campaignId) !== undefined;
}
