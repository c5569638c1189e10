import { z } from 'zod';
import { Code, QuestionKind } from '../questions/script.ts';
import { ContactOutcome } from '../results/outcome.ts';
import { OptOutCause } from '../schema/causes.ts';
import { byColumn, KEPT_COLUMNS } from '../schema/contactColumns.ts';
import { SpanText } from '../schema/range.ts';
import { MessageKind, MessageState } from '../schema/words.ts';
import { SystemName } from '../systems/systems.ts';
import { says } from '../text/says.ts';
import { admins, atDesks, Id, mapOf, Ok, Time } from './base/procedure.ts';
import { TextState } from './conversations/conversationFacts.ts';
import { ConversationFilter } from './conversations.ts';
import { Figure } from './dashboard.ts';

/** What can be exported: contacts with their answers, every text, and what each texter did. */
export const ResultsKind = z.enum(['contacts', 'texts', 'texters']);
export type ResultsKind = z.infer<typeof ResultsKind>;

export const ResultsFilter = ConversationFilter.pick({
  texterId: true,
  tagId: true,
  outcome: true,
  answer: true,
}).extend({
  during: SpanText.optional().describe(
    'Contacts: when their first text left. Texts: when they were said. Texters: when they did it. UTC milliseconds',
  ),
});
export type ResultsFilter = z.infer<typeof ResultsFilter>;

const OfCampaign = z.object({ campaignId: Id });

const Page = ResultsFilter.extend({
  campaignId: Id,
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    items: z.array(row).describe('With a filter a page may have fewer rows than asked for, or none'),
    nextCursor: z.string().nullable().describe('Null: this was the last page'),
  });

const GivenAnswer = z.object({
  question: Code,
  name: z.string(),
  /** Of the kinds one and many. */
  choices: z.array(z.object({ code: Code, label: z.string() })),
  value: z.string().nullable().describe('Of the kinds number and text. Empty where the person was erased'),
  by: z.string().nullable(),
  at: Time,
  asked: z.boolean().describe('The question is still asked'),
});

/** A contact of a campaign with the answers in force. An erased person is an empty row. */
export const ContactResult = z.object({
  id: Id.describe('Of the conversation'),
  number: z.string().nullable().describe('E.164; null where the person was erased'),
  ...byColumn(KEPT_COLUMNS, () => z.string()),
  fields: z.record(z.string(), z.string()).describe('Further columns of the contact file'),
  outcome: ContactOutcome,
  mayBeTexted: z
    .boolean()
    .describe('May stand in a list of people to text; the guard asks again at each text'),
  optedOut: z.boolean(),
  optOutCause: OptOutCause.nullable(),
  texter: z.string().nullable(),
  tags: z.array(z.string()),
  textedAt: Time.nullable(),
  textState: TextState.nullable(),
  repliedAt: Time.nullable(),
  answers: z.array(GivenAnswer),
});
export type ContactResult = z.infer<typeof ContactResult>;

/** A text of a campaign, in either direction, whatever became of it. */
export const TextResult = z.object({
  id: Id,
  conversationId: Id,
  number: z.string().nullable(),
  firstName: z.string(),
  lastName: z.string(),
  optedOut: z.boolean(),
  direction: z.enum(['in', 'out']),
  kind: MessageKind,
  body: z.string(),
  state: MessageState,
  errorCode: z.string().nullable(),
  segments: z.number().nullable(),
  pictures: z.number().int().describe('How many pictures it carried'),
  by: z.string().nullable(),
  senderNumber: z.string().nullable(),
  at: Time,
});
export type TextResult = z.infer<typeof TextResult>;

/** What one person did in a campaign. */
export const TexterResult = z.object({
  texterId: Id,
  name: z.string(),
  contacts: z.number().int().describe('Conversations that are theirs now'),
  waiting: z.number().int().describe('Of these, contacts who wait for an answer now'),
  firstTexts: z.number().int().describe('First texts that left'),
  replies: z.number().int().describe('Further texts that left'),
  segments: z.number().int().describe('Parts that providers count, of all these texts'),
  answers: z.number().int().describe('Answers in force that they recorded'),
  optOuts: z.number().int().describe('Opt-outs by hand that were not reversed'),
  firstAt: Time.nullable(),
  lastAt: Time.nullable(),
});
export type TexterResult = z.infer<typeof TexterResult>;

const ResultQuestion = z.object({
  code: Code,
  name: z.string(),
  text: z.string(),
  kind: QuestionKind,
  asked: z.boolean().describe('It is still asked'),
  answered: Figure.describe('Contacts with an answer, of all reached'),
  choices: z
    .array(z.object({ code: Code, label: z.string(), figure: Figure }))
    .describe('Of those who answered'),
  values: z
    .array(z.object({ value: z.string(), figure: Figure }))
    .describe('Of the kind number: the most frequent ones, in their order'),
  numbers: z
    .object({ sum: z.number(), mean: z.number(), median: z.number(), least: z.number(), most: z.number() })
    .nullable(),
});
export type ResultQuestion = z.infer<typeof ResultQuestion>;

export const Results = z.object({
  campaignId: Id,
  name: z.string(),
  contacts: z.number().int(),
  reached: z.number().int().describe('Contacts who were texted, wrote or answered'),
  texted: Figure,
  replied: Figure.describe('Of those texted'),
  answered: Figure.describe('Contacts with any answer, of all reached'),
  optedOut: Figure.describe('Of all contacts'),
  outcomes: z.array(z.object({ outcome: ContactOutcome, figure: Figure })),
  questions: z.array(ResultQuestion),
});
export type Results = z.infer<typeof Results>;

/** How a column is written; one that is not named gets its own name. */
const ColumnChoice = z.object({
  name: z
    .string()
    .trim()
    .max(120, says('api:atMost', { count: 120 }))
    .optional()
    .describe('Its head in a file for Excel; left out or empty: its usual one'),
  on: z.boolean().optional().describe('Whether it is written; left out: it is'),
});
export const ColumnChoices = mapOf(300, 200, ColumnChoice);
export type ColumnChoices = z.infer<typeof ColumnChoices>;

const ResultColumn = z.object({
  id: z.string().describe('The head of the column in a file for programs; never changes'),
  usual: z.string().describe('Its usual name for people'),
  name: z.string(),
  on: z.boolean(),
});
export type ResultColumn = z.infer<typeof ResultColumn>;

/**
 * excel: opens right in a spreadsheet. plain: UTF-8 for programs, with the ids of columns, codes of choices
 * and ISO 8601 times in UTC.
 */
export const ResultsFormat = z.enum(['excel', 'plain']);
export type ResultsFormat = z.infer<typeof ResultsFormat>;

const tags = ['Results'];
const path = '/campaigns/{campaignId}/results' as const;

export const results = {
  read: atDesks.overseers
    .route({
      method: 'GET',
      path,
      tags,
      summary: 'What a campaign brought; every figure with its denominator and its list',
    })
    .input(OfCampaign)
    .output(Results),
  contacts: admins
    .route({
      method: 'GET',
      path: `${path}/contacts`,
      tags,
      summary: 'Contacts with outcome and answers, a page at a time',
    })
    .input(Page)
    .output(pageOf(ContactResult)),
  texts: admins
    .route({
      method: 'GET',
      path: `${path}/texts`,
      tags,
      summary: 'Every text, by contact, a page at a time',
    })
    .input(Page)
    .output(pageOf(TextResult)),
  texters: admins
    .route({ method: 'GET', path: `${path}/texters`, tags, summary: 'What each texter did' })
    .input(ResultsFilter.extend({ campaignId: Id }))
    .output(z.array(TexterResult)),
  count: admins
    .route({ method: 'GET', path: `${path}/count`, tags, summary: 'How many rows an export will have' })
    .input(ResultsFilter.extend({ campaignId: Id, kind: ResultsKind }))
    .output(z.object({ rows: z.number().int() })),
  export: admins
    .route({
      method: 'POST',
      path: `${path}/export`,
      tags,
      summary: 'A piece of the results as CSV; joined in order, the pieces are one file',
    })
    .input(
      z.object({
        campaignId: Id,
        kind: ResultsKind,
        filter: ResultsFilter.default({}),
        format: ResultsFormat.default('plain'),
        separator: z.enum([',', ';']).default(',').describe('Between the cells of a file for Excel'),
        system: SystemName.optional().describe(
          'Contacts only: the columns that this system’s upload takes; format and separator do not count then',
        ),
        cursor: z.string().max(400).optional(),
      }),
    )
    .output(
      z.object({
        fileName: z.string(),
        csv: z.string(),
        rows: z.number().int(),
        leftOut: z
          .number()
          .int()
          .describe('For a system: contacts of this piece that it could not place, or whom nobody contacted'),
        nextCursor: z.string().nullable(),
      }),
    ),
  columns: admins
    .route({ method: 'GET', path: `${path}/columns/{kind}`, tags, summary: 'The columns of an export' })
    .input(OfCampaign.extend({ kind: ResultsKind }))
    .output(z.array(ResultColumn)),
  saveColumns: admins
    .route({
      method: 'POST',
      path: '/results/columns/{kind}',
      tags,
      summary: 'Choose which columns are exported and what they are called, in every campaign from now on',
    })
    .input(
      z.object({
        kind: ResultsKind,
        columns: ColumnChoices.describe('By the id of a column; others stay as they are'),
      }),
    )
    .output(Ok),
};
