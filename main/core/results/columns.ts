import type {
  ColumnChoices,
  ContactResult,
  ResultColumn,
  ResultsKind,
  TexterResult,
  TextResult,
} from '../../../shared/contract/results.ts';
import type { CellValue } from '../../../shared/results/cells.ts';
import { CONTACT_COLUMNS, KEPT_COLUMNS } from '../../../shared/schema/contactColumns.ts';
import { t } from '../../../shared/text/say.ts';
import { columnsOf } from '../campaigns/scriptWarnings.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { wasAnswered } from '../questions/answerRecord.ts';
import { type QuestionRow, questionRows } from '../questions/questionRecord.ts';
import type { Reader } from '../store/types.ts';
import { readColumnChoices } from './columnChoices.ts';

/** Who will read the file: people read words, programs read codes. */
export type For = 'people' | 'programs';

/** A column of an export. Ids are stable: people's scripts read them. New ones are added at the end. */
export type Column<Row> = {
  readonly id: string;
  /** Its usual name for people, in the reader's language. */
  readonly usual: string;
  readonly cell: (row: Row, reader: For) => CellValue;
};

const text = (value: string | null): CellValue => ({ text: value ?? '' });
const SEPARATOR = '; ';

function answerColumn({ code, name, kind, retired_at }: QuestionRow): Column<ContactResult> {
  const usual = retired_at === null ? name : t('results:column.retired', { name });
  return {
    id: `answer_${code}`,
    usual,
    cell: ({ answers }, reader) => {
      const given = answers.find(({ question }) => question === code);
      if (given === undefined) return text('');
      if (kind === 'number')
        return { number: given.value === null || given.value === '' ? null : Number(given.value) };
      if (kind === 'text') return text(given.value);
      return text(
        given.choices.map((choice) => (reader === 'people' ? choice.label : choice.code)).join(SEPARATOR),
      );
    },
  };
}

/** Questions of a campaign that are asked, or were and have answers. */
const answerable = (db: Reader, campaignId: string) =>
  questionRows(db, campaignId)
    .filter(({ id, retired_at }) => retired_at === null || wasAnswered(db, id))
    .toSorted((a, b) => Number(a.retired_at !== null) - Number(b.retired_at !== null));

function contactColumns(db: Reader, campaignId: string): Column<ContactResult>[] {
  return [
    { id: 'phone', usual: t('results:column.phone'), cell: ({ number }) => text(number) },
    ...KEPT_COLUMNS.map(
      (name): Column<ContactResult> => ({
        id: CONTACT_COLUMNS[name].kept,
        usual: t(`contacts:column.${name}`),
        cell: (row) => text(row[name]),
      }),
    ),
    {
      id: 'outcome',
      usual: t('results:column.outcome'),
      cell: ({ outcome }, reader) => text(reader === 'people' ? t(`results:outcome.${outcome}`) : outcome),
    },
    {
      id: 'may_be_texted',
      usual: t('results:column.mayBeTexted'),
      cell: (row) => ({ yes: row.mayBeTexted }),
    },
    { id: 'opted_out', usual: t('results:column.optedOut'), cell: (row) => ({ yes: row.optedOut }) },
    {
      id: 'opt_out_cause',
      usual: t('results:column.cause'),
      cell: ({ optOutCause }, reader) =>
        text(optOutCause !== null && reader === 'people' ? t(`causes:${optOutCause}.name`) : optOutCause),
    },
    ...answerable(db, campaignId).map(answerColumn),
    {
      id: 'answered_at',
      usual: t('results:column.answeredAt'),
      cell: ({ answers }) => ({
        time: answers.length === 0 ? null : Math.max(...answers.map(({ at }) => at)),
      }),
    },
    { id: 'texter', usual: t('results:column.texter'), cell: ({ texter }) => text(texter) },
    { id: 'tags', usual: t('results:column.tags'), cell: ({ tags }) => text(tags.join(SEPARATOR)) },
    { id: 'texted_at', usual: t('results:column.textedAt'), cell: ({ textedAt }) => ({ time: textedAt }) },
    {
      id: 'text_state',
      usual: t('results:column.textState'),
      cell: ({ textState }, reader) =>
        text(textState !== null && reader === 'people' ? t(`oversight:textState.${textState}`) : textState),
    },
    {
      id: 'replied_at',
      usual: t('results:column.repliedAt'),
      cell: ({ repliedAt }) => ({ time: repliedAt }),
    },
    ...columnsOf(db, campaignId).map(
      (name): Column<ContactResult> => ({
        id: `field_${name}`,
        usual: name,
        cell: ({ fields }) => text(fields[name] ?? ''),
      }),
    ),
    { id: 'conversation_id', usual: t('results:column.conversationId'), cell: ({ id }) => text(id) },
  ];
}

const textColumns = (): Column<TextResult>[] => [
  { id: 'at', usual: t('results:column.at'), cell: ({ at }) => ({ time: at }) },
  { id: 'phone', usual: t('results:column.phone'), cell: ({ number }) => text(number) },
  { id: 'first_name', usual: t('contacts:column.firstName'), cell: (row) => text(row.firstName) },
  { id: 'last_name', usual: t('contacts:column.lastName'), cell: (row) => text(row.lastName) },
  {
    id: 'direction',
    usual: t('results:column.direction'),
    cell: ({ direction }, reader) =>
      text(reader === 'people' ? t(`results:direction.${direction}`) : direction),
  },
  {
    id: 'kind',
    usual: t('results:column.kind'),
    cell: ({ kind }, reader) => text(reader === 'people' ? t(`results:textKind.${kind}`) : kind),
  },
  { id: 'text', usual: t('results:column.text'), cell: ({ body }) => text(body) },
  {
    id: 'state',
    usual: t('results:column.state'),
    cell: ({ state }, reader) => text(reader === 'people' ? t(`results:textState.${state}`) : state),
  },
  { id: 'error_code', usual: t('results:column.errorCode'), cell: ({ errorCode }) => text(errorCode) },
  { id: 'segments', usual: t('results:column.segments'), cell: ({ segments }) => ({ number: segments }) },
  { id: 'by', usual: t('results:column.by'), cell: ({ by }) => text(by) },
  { id: 'sender_number', usual: t('results:column.senderNumber'), cell: (row) => text(row.senderNumber) },
  { id: 'opted_out', usual: t('results:column.optedOut'), cell: (row) => ({ yes: row.optedOut }) },
  {
    id: 'conversation_id',
    usual: t('results:column.conversationId'),
    cell: (row) => text(row.conversationId),
  },
  { id: 'text_id', usual: t('results:column.textId'), cell: ({ id }) => text(id) },
  { id: 'pictures', usual: t('results:column.pictures'), cell: ({ pictures }) => ({ number: pictures }) },
];

const texterColumns = (): Column<TexterResult>[] => [
  { id: 'texter', usual: t('results:column.texter'), cell: ({ name }) => text(name) },
  { id: 'contacts', usual: t('results:column.contacts'), cell: ({ contacts }) => ({ number: contacts }) },
  { id: 'first_texts', usual: t('results:column.firstTexts'), cell: (row) => ({ number: row.firstTexts }) },
  { id: 'replies', usual: t('results:column.replies'), cell: ({ replies }) => ({ number: replies }) },
  { id: 'segments', usual: t('results:column.segments'), cell: ({ segments }) => ({ number: segments }) },
  { id: 'answers', usual: t('results:column.answers'), cell: ({ answers }) => ({ number: answers }) },
  { id: 'opt_outs', usual: t('results:column.optOuts'), cell: ({ optOuts }) => ({ number: optOuts }) },
  { id: 'waiting', usual: t('results:column.waiting'), cell: ({ waiting }) => ({ number: waiting }) },
  { id: 'first_at', usual: t('results:column.firstAt'), cell: ({ firstAt }) => ({ time: firstAt }) },
  { id: 'last_at', usual: t('results:column.lastAt'), cell: ({ lastAt }) => ({ time: lastAt }) },
  { id: 'texter_id', usual: t('results:column.texterId'), cell: ({ texterId }) => text(texterId) },
];

/** The columns of each kind, before anybody chose among them. */
export const COLUMNS = { contacts: contactColumns, texts: textColumns, texters: texterColumns } as const;

const named = <Row>(columns: readonly Column<Row>[], choices: ColumnChoices) =>
  columns.map((column) => {
    const { name, on } = choices[column.id] ?? {};
    return { ...column, name: name || column.usual, on: on ?? true };
  });

/** The columns of an export as people chose them. @throws CoreError NOT_FOUND */
export function chosenColumns(db: Reader, campaignId: string, kind: ResultsKind): ResultColumn[] {
  campaignOf(db, campaignId);
  const choices = readColumnChoices(db, kind);
  const columns: readonly Omit<Column<never>, 'cell'>[] = COLUMNS[kind](db, campaignId);
  return named(columns as readonly Column<never>[], choices).map(({ id, usual, name, on }) => ({
    id,
    usual,
    name,
    on,
  }));
}

/** The columns that are written, with their names. */
export function writtenColumns<Row>(db: Reader, kind: ResultsKind, columns: readonly Column<Row>[]) {
  return named(columns, readColumnChoices(db, kind)).filter(({ on }) => on);
}
