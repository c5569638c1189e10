import type { ContactResult } from '../../../shared/contract/results.ts';
import type { ContactOutcome } from '../../../shared/results/outcome.ts';
import { personCell } from '../../../shared/systems/cells.ts';
import { idFor, SYSTEMS, type SystemCell, type SystemName } from '../../../shared/systems/systems.ts';
import type { Column } from './columns.ts';

/** A question's column, under the name that people chose for it. */
export type AnswerColumn = { readonly name: string; readonly text: (row: ContactResult) => string };

/** Columns of questions among those that are written. */
export function answersAmong(
  columns: readonly (Column<ContactResult> & { readonly name: string })[],
): AnswerColumn[] {
  const answers = columns.filter(({ id }) => id.startsWith('answer_'));
  return answers.map(({ id, name, cell }) => {
    const alone = answers.filter((other) => other.name === name).length === 1;
    return {
      name: alone ? name : `${name} (${id.slice('answer_'.length)})`,
      text: (row) => {
        const value = cell(row, 'people');
        if ('text' in value) return value.text;
        return 'number' in value && value.number !== null ? String(value.number) : '';
      },
    };
  });
}

/**
 * VAN's words for what came of a contact; whoever uploads the file maps each of them to a canvass result of
 * their own. What has no word here is Texted, or nothing where no text left. "Deceased" is in none of the
 * pages that `SYSTEMS` names.
 */
const VAN_RESULTS: Readonly<Partial<Record<ContactOutcome, string>>> = {
  'opted-out': 'Do Not Text',
  deceased: 'Deceased',
  'wrong-number': 'Wrong Number',
  refused: 'Refused',
  answered: 'Canvassed',
};

function resultOf({ outcome, textedAt }: ContactResult): string {
  return VAN_RESULTS[outcome] ?? (textedAt === null ? '' : 'Texted');
}

const two = (part: number) => String(part).padStart(2, '0');

/** MM/DD/YYYY on this computer's clock, as for every day in an export for people. */
function dayOf(at: number | null): string {
  if (at === null) return '';
  const day = new Date(at);
  return `${two(day.getMonth() + 1)}/${two(day.getDate())}/${day.getFullYear()}`;
}

/** Commas separate tags, so none may hold one. */
const oneTag = (text: string) => text.replace(/\s*,\s*/g, ' ').trim();

/**
 * A campaign's results in the columns that a system takes (shared/systems). `cells` is null for whom it could
 * not place (no number, or no id where one is needed) and for whom nothing happened.
 */
export function systemFile(
  system: SystemName,
  answers: readonly AnswerColumn[],
): { readonly heads: readonly string[]; readonly cells: (row: ContactResult) => readonly string[] | null } {
  const { results, needsId, optedOut } = SYSTEMS[system];
  const heads = results.flatMap(({ head, cell }) =>
    cell === 'answers' ? answers.map(({ name }) => name) : [head],
  );
  const cellsOf = (row: ContactResult, cell: SystemCell): readonly string[] => {
    if (cell === 'answers') return answers.map(({ text }) => text(row));
    if (cell === 'day') return [dayOf(row.textedAt ?? row.repliedAt)];
    if (cell === 'result') return [resultOf(row)];
    if (cell === 'optedOut') return [row.optedOut ? optedOut : ''];
    if (cell === 'tags') {
      const given = answers.flatMap(({ name, text }) => {
        const answer = text(row);
        return answer === '' ? [] : [`${name}: ${answer}`];
      });
      return [[...given, ...row.tags].map(oneTag).join(', ')];
    }
    return [personCell(system, cell, row) ?? ''];
  };
  return {
    heads,
    cells: (row) => {
      const { number, textedAt, repliedAt, tags } = row;
      const untouched = textedAt === null && repliedAt === null && row.answers.length + tags.length === 0;
      if (number === null || untouched) return null;
      if (needsId && idFor(system, row.externalId) === null) return null;
      return results.flatMap(({ cell }) => cellsOf(row, cell));
    },
  };
}
