import type {
  NoTextsChoice,
  NoTextsColumn,
  NoTextsDoes,
  ValueMeaning,
} from '../../../shared/contract/lists/noTexts.ts';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import type { CsvRow } from './csv.ts';
import { type Recognised, readValue, recognise, valueKey } from './noTexts.ts';

/**
 * What a column says about one row. `unclear`: a person has to decide, and until then the row is left out.
 */
export type Finding = {
  readonly does: Exclude<NoTextsDoes, 'ignore'>;
  readonly unclear: boolean;
  /**
   * A wish counts for the number, in whatever row it stands; a death does not count for others at the same
   * number.
   */
  readonly wish: boolean;
  /** The column and its value, as a stored sentence. */
  readonly says: Stored;
};

export type NoTextsPlan = {
  /** Columns that are read strictly, since nobody chose what to do with them. */
  readonly byDefault: readonly Recognised[];
  readonly judge: ((row: CsvRow) => Finding | null) | null;
  /** Whether any row can hold a wish, which counts for its number in every row. */
  readonly wishes: boolean;
};

/**
 * Which columns are read in each row: those that somebody chose, and those that Heed recognises and nobody
 * named. The latter are read strictly, so that no import texts a person whom its file names, unless somebody
 * chose that.
 */
export function noTextsPlan(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  choices: readonly NoTextsChoice[],
): NoTextsPlan {
  const recognised = recognise(headers, sample, true);
  const byDefault = recognised.filter(({ column }) => !choices.some((choice) => choice.column === column));
  const columns = [
    ...byDefault.map((each) => ({ ...each, does: each.recommended, values: {} })),
    ...choices.map((choice) => {
      const known = recognised.find(({ column }) => column === choice.column);
      return {
        column: choice.column,
        header: headers[choice.column] ?? '',
        meaning: choice.meaning ?? known?.meaning ?? ('marked' as const),
        recommended: known?.recommended ?? ('opt-out' as const),
        does: choice.does,
        values: choice.values ?? {},
      };
    }),
  ];
  const judges = columns.flatMap((column) =>
    column.does === 'ignore' ? [] : [judgeOf(column, column.does)],
  );
  if (judges.length === 0) return { byDefault, judge: null, wishes: false };
  const wishes = columns.some(
    ({ meaning, values }) => meaning !== 'notes' || Object.values(values).includes('no-texts'),
  );
  return { byDefault, judge: (row) => strictest(judges.map((judge) => judge(row))), wishes };
}

type Column = Recognised & { readonly values: Readonly<Record<string, ValueMeaning>> };

function judgeOf(column: Column, does: Finding['does']): (row: CsvRow) => Finding | null {
  const { meaning, recommended, header } = column;
  const wish = !(meaning === 'marked' && recommended === 'leave-out');
  const known = new Map<string, Finding | null>();
  return (row) => {
    const value = valueKey(row.cells[column.column] ?? '', meaning);
    const before = known.get(value);
    if (before !== undefined) return before;
    const means = column.values[value] ?? readValue(value, meaning);
    const unclear = means === 'unclear';
    const found: Finding | null =
      means === 'fine'
        ? null
        : {
            does: unclear ? 'leave-out' : does,
            unclear,
            wish: wish && !unclear,
            says: inWords(header, value),
          };
    if (known.size < 1000) known.set(value, found);
    return found;
  };
}

function inWords(header: string, value: string): Stored {
  const column = written(header);
  return value === ''
    ? keep('kept:row.emptyColumn', { column })
    : keep('kept:row.column', { column, value: written(value) });
}

/** The strictest finding: opting out, then leaving out, then unclear. */
function strictest(findings: readonly (Finding | null)[]): Finding | null {
  const rank = (finding: Finding) => (finding.does === 'opt-out' ? 2 : finding.unclear ? 0 : 1);
  let best: Finding | null = null;
  for (const finding of findings) {
    if (finding && (best === null || rank(finding) > rank(best))) best = finding;
  }
  return best;
}

/** How many values of a column are shown one by one; the others are only counted. */
const SHOWN = 50;

/** Counts what the columns say, for the preview; `take` is called with every row of the file. */
export function noTextsCounter(columns: readonly Recognised[]): {
  take(row: CsvRow): void;
  result(): NoTextsColumn[];
} {
  const counts = columns.map(() => new Map<string, number>());
  const rest = columns.map(() => ({ 'no-texts': 0, unclear: 0, fine: 0 }));
  return {
    take(row) {
      for (const [at, { column, meaning }] of columns.entries()) {
        const value = valueKey(row.cells[column] ?? '', meaning);
        const seen = counts[at];
        const others = rest[at];
        if (!seen || !others) continue;
        if (seen.size < 5000 || seen.has(value)) seen.set(value, (seen.get(value) ?? 0) + 1);
        else others[readValue(value, meaning)] += 1;
      }
    },
    result: () =>
      columns.map(({ column, header, meaning, recommended }, at) => {
        const all = [...(counts[at] ?? [])].map(([value, count]) => ({
          value,
          count,
          means: readValue(value, meaning),
        }));
        const others = rest[at] ?? { 'no-texts': 0, unclear: 0, fine: 0 };
        const sum = (means: ValueMeaning) =>
          others[means] + all.reduce((n, each) => n + (each.means === means ? each.count : 0), 0);
        // What must be decided comes first, then by how often it occurs.
        const order = { unclear: 0, 'no-texts': 1, fine: 2 };
        const values = all
          .toSorted((a, b) => order[a.means] - order[b.means] || b.count - a.count)
          .slice(0, SHOWN);
        const total =
          all.reduce((n, each) => n + each.count, 0) + others['no-texts'] + others.unclear + others.fine;
        return {
          column,
          header,
          meaning,
          recommended,
          values,
          others: total - values.reduce((n, each) => n + each.count, 0),
          noTexts: sum('no-texts'),
          unclear: sum('unclear'),
        };
      }),
  };
}
