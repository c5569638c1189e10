import { z } from 'zod';

/**
 * What becomes of a row of a file. Every row has exactly one outcome, in the dry run and in the import alike,
 * so their counts add up to the rows. In the order of the screen.
 */
export const Outcome = z.enum([
  'imported',
  'alreadyOptedOut',
  'onHold',
  'optedOut',
  'leftOut',
  'cannotText',
  'duplicate',
  'invalid',
  'wrongRegion',
  'wrongNumber',
  'noTexts',
  'erased',
]);
export type Outcome = z.infer<typeof Outcome>;

type OutcomeFacts = {
  /** For other programs, in their documentation. */
  readonly says: string;
  /**
   * The reason under which the row is listed; null: it is not listed, or reading the row has given one
   * already.
   */
  readonly reason: RowReason | null;
  /** Whether a contact may come of it, so that it counts among them. */
  readonly placed: boolean;
  readonly tone: 'ok' | 'brand' | 'hold' | 'muted' | 'stop';
  /** The report of an import shows it even where it is 0. */
  readonly always: boolean;
};

/**
 * Why a row is listed for a person, and the outcome that it counts as. Null: the row was taken, and should be
 * checked.
 */
export const ROW_REASONS = {
  duplicate: 'duplicate',
  invalid: 'invalid',
  empty: 'invalid',
  'digits-lost': 'invalid',
  extension: 'invalid',
  cells: 'invalid',
  quote: 'invalid',
  'wrong-region': 'wrongRegion',
  'fixed-line': 'cannotText',
  'internet-line': 'cannotText',
  'premium-rate': 'cannotText',
  'toll-free': 'cannotText',
  'personal-number': 'cannotText',
  'company-number': 'cannotText',
  'shared-cost': 'cannotText',
  pager: 'cannotText',
  voicemail: 'cannotText',
  fax: 'cannotText',
  'must-not-be-texted': 'leftOut',
  'unclear-consent': 'leftOut',
  'opted-out': 'optedOut',
  'on-hold': 'onHold',
  'wrong-number': 'wrongNumber',
  'no-texts': 'noTexts',
  erased: 'erased',
  'other-name': null,
  'check-letter': null,
  'check-country': null,
  'check-digits': null,
  'check-cells': null,
} as const satisfies Readonly<Record<string, Outcome | null>>;
export type RowReason = keyof typeof ROW_REASONS;
export const RowReason = z.enum(Object.keys(ROW_REASONS) as [RowReason, ...RowReason[]]);

/**
 * A new outcome is a name and a line here, its words in `contacts:report`, and the place where the import
 * decides it.
 */
export const OUTCOMES: Readonly<Record<Outcome, OutcomeFacts>> = {
  imported: {
    says: 'A new contact who can be texted; of a list of opt-outs, a number that is now opted out',
    reason: null,
    placed: true,
    tone: 'ok',
    always: true,
  },
  alreadyOptedOut: {
    says: 'Opted out before; a contact is in the campaign and is not texted',
    reason: null,
    placed: true,
    tone: 'brand',
    always: false,
  },
  onHold: {
    says: 'A contact who may have asked to stop; in the campaign, and nothing is sent until a person decides',
    reason: 'on-hold',
    placed: true,
    tone: 'hold',
    always: false,
  },
  optedOut: {
    says: 'A contact whom a column of the file names as not to be texted, now opted out',
    reason: 'opted-out',
    placed: true,
    tone: 'brand',
    always: false,
  },
  leftOut: {
    says: 'Left out, since a column of the file says that this person must not be texted',
    reason: null,
    placed: true,
    tone: 'hold',
    always: false,
  },
  cannotText: {
    says: 'A number that cannot receive a text',
    reason: null,
    placed: true,
    tone: 'hold',
    always: false,
  },
  duplicate: {
    says: 'The number stands in an earlier row, or is in the campaign already',
    reason: 'duplicate',
    placed: false,
    tone: 'muted',
    always: true,
  },
  invalid: {
    says: 'No number that can be read',
    reason: null,
    placed: true,
    tone: 'stop',
    always: true,
  },
  wrongRegion: {
    says: 'A number of another country than the campaign',
    reason: null,
    placed: true,
    tone: 'hold',
    always: true,
  },
  wrongNumber: {
    says: 'Left out: the number is known as wrong for this person, or the row has no name',
    reason: 'wrong-number',
    placed: false,
    tone: 'hold',
    always: false,
  },
  noTexts: {
    says: 'Left out: a provider has said that the number takes no texts',
    reason: 'no-texts',
    placed: false,
    tone: 'hold',
    always: false,
  },
  erased: {
    says: 'A person who was erased; nothing of the row is kept',
    reason: 'erased',
    placed: false,
    tone: 'muted',
    always: false,
  },
};

/** How many rows had each outcome; those left out had none. */
export type OutcomeCounts = Partial<Readonly<Record<Outcome, number>>>;

const count = z.number().default(0);
const counts = Object.fromEntries(
  Outcome.options.map((outcome) => [outcome, count.describe(OUTCOMES[outcome].says)]),
) as Record<Outcome, typeof count>;

/**
 * What an import did with its rows. Every row is in exactly one of the counts that `OUTCOMES` lists, and
 * `rows` is their sum. When an import is undone, `imported` are the opt-outs that were reversed, and
 * `duplicate` those that already were.
 */
export const ImportResult = z.object({
  rows: z.number(),
  ...counts,
  /** Beside the rows: */
  numbers: count.describe('Numbers that were opted out; a row of a list may hold several'),
  toCheck: count.describe(
    'Rows that were taken and that a person should look at: a letter read as a digit, two countries',
  ),
  unreadPlace: count.describe(
    'Contacts whose ZIP code, state or time zone could not be read, so it does not count for texting hours',
  ),
  textedOften: count.describe(
    'New contacts who had as many first texts as the organisation allows for now; theirs waits, for information',
  ),
  cancelled: count.describe('Queued messages that opt-outs of this file cancelled'),
});
export type ImportResult = z.infer<typeof ImportResult>;

/** The result of an import that has not begun. */
export const NO_RESULT: ImportResult = ImportResult.parse({ rows: 0 });

/** A row that an import refused, or took and asks a person to check. */
export const ReportedRow = z.object({
  line: z.number().describe('Of the file, counted from 1'),
  number: z.string().describe('As the file has it'),
  code: RowReason,
  reason: z.string(),
  outcome: Outcome.nullable(),
  name: z.string(),
  externalId: z.string(),
});
export type ReportedRow = z.infer<typeof ReportedRow>;
