import { z } from 'zod';
import { mapOf } from '../base/procedure.ts';

/**
 * What a column that says who must not be texted is about: marks (do not text, deceased), agreements
 * (opt-in), or the state of a subscription in words. In notes and tags, which may hold anything, only words
 * such as "do not text" count, and a person decides.
 */
export const ColumnMeaning = z.enum(['marked', 'agreed', 'status', 'notes']);
export type ColumnMeaning = z.infer<typeof ColumnMeaning>;

/** no-texts: must not be texted; fine: nothing against it; unclear: a person has to decide. */
export const ValueMeaning = z.enum(['no-texts', 'fine', 'unclear']);
export type ValueMeaning = z.infer<typeof ValueMeaning>;

/**
 * opt-out: the organisation opts them out; leave-out: the rows are refused; ignore: the column means
 * something else.
 */
export const NoTextsDoes = z.enum(['opt-out', 'leave-out', 'ignore']);
export type NoTextsDoes = z.infer<typeof NoTextsDoes>;

const Column = z.number().int().min(0);

/** What the admin chose for one column. */
export const NoTextsChoice = z.object({
  column: Column,
  does: NoTextsDoes,
  meaning: ColumnMeaning.optional().describe('For a column that Heed did not recognise; marked if left out'),
  values: mapOf(200, 80, ValueMeaning.exclude(['unclear']))
    .optional()
    .describe('What single values mean, as the preview wrote them; the others are read as the preview shows'),
});
export type NoTextsChoice = z.infer<typeof NoTextsChoice>;

/**
 * Columns named here are read as chosen. One that Heed recognises and nobody named is read as `recommended`,
 * and unclear values are left out.
 */
export const NoTextsChoices = z.array(NoTextsChoice).max(50);

/** A column that says who must not be texted, counted over the whole file. */
export const NoTextsColumn = z.object({
  column: Column,
  header: z.string(),
  meaning: ColumnMeaning,
  recommended: NoTextsDoes,
  /** The most frequent first; an empty value is an empty cell. */
  values: z.array(z.object({ value: z.string(), count: z.number(), means: ValueMeaning })),
  /** Rows with values that are not listed, since there are too many. */
  others: z.number(),
  /** Rows that must not be texted, and rows about which a person has to decide. */
  noTexts: z.number(),
  unclear: z.number(),
});
export type NoTextsColumn = z.infer<typeof NoTextsColumn>;
