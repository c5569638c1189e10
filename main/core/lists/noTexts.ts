import type { ColumnMeaning, NoTextsDoes, ValueMeaning } from '../../../shared/contract/lists/noTexts.ts';
import {
  COLUMN_RULES,
  LEFT_ALONE,
  NEGATIVE,
  NOT_ABOUT_TEXTS,
  POSITIVE,
  WISHES_IN_NOTES,
} from './noTextsData.ts';

/** A column that says who must not be texted, by its name. */
export type Recognised = {
  readonly column: number;
  readonly header: string;
  readonly meaning: ColumnMeaning;
  /** What is done unless somebody chooses. */
  readonly recommended: NoTextsDoes;
};

/** "doNotText", "DO_NOT_TEXT" and "Do-not text?" as "do not text". */
function headerWords(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The columns of a file that say who must not be texted. Names that could mean something else as well, such
 * as "Status", count only where a value in `sample` shows it. Columns about e-mail, post and visits alone do
 * not count. `allNotes`: columns of notes and tags count whatever the sample shows, since the one note that
 * matters may be far below it.
 */
export function recognise(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  allNotes = false,
): readonly Recognised[] {
  return headers.flatMap((header, column) => {
    const words = headerWords(header);
    if (LEFT_ALONE.test(words) || NOT_ABOUT_TEXTS.test(words)) return [];
    const rule = COLUMN_RULES.find(({ name }) => name.test(words));
    if (!rule) return [];
    const { meaning, recommended } = rule;
    const counts = (allNotes && meaning === 'notes') || !rule.weak;
    if (!counts && !sample.some((cells) => saysSo(cells[column] ?? '', meaning))) return [];
    return [{ column, header, meaning, recommended }];
  });
}

/** Whether a value shows that the column is about who must not be texted. */
const saysSo = (cell: string, meaning: ColumnMeaning) =>
  readValue(cell, meaning) === (meaning === 'notes' ? 'unclear' : 'no-texts');

/** Characters of a value's longest spelling; the contract takes choices about no longer ones. */
const LONGEST = 80;

/**
 * The spelling under which values of a column are compared and shown. Of a longer note it is the part with
 * the wish, so that nobody decides about words that they do not see.
 */
export function valueKey(cell: string, meaning: ColumnMeaning): string {
  const whole = cell.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const wish = meaning === 'notes' && whole.length > LONGEST ? wishIn(whole) : null;
  if (wish === null) return whole.slice(0, LONGEST);
  const start = Math.min(wish.index, Math.max(0, wish.index + wish[0].length - LONGEST));
  return whole.slice(start, start + LONGEST);
}

/** Where a note asks for no texts, and in which words; null: nowhere. */
function wishIn(note: string): RegExpExecArray | null {
  const plain = note.normalize('NFKC').replace(/’/g, "'");
  for (const wish of WISHES_IN_NOTES) {
    const found = wish.exec(plain);
    if (found) return found;
  }
  return null;
}

const YES = new Set(
  '1 true yes y t x on si sí oui ja s o j vrai wahr verdadero checked ✓ ✔ ☑ ✅ ☒ -1 1.0 wahr'.split(' '),
);
const NO = new Set(
  '0 false no n f off none null nil na n/a - – — 0.0 unchecked non nein faux falsch falso ☐ ✗ ✘ ❌'.split(
    ' ',
  ),
);
/** A date with or without a time: 2026-05-19, 5/19/26, 19.05.2026 03:00, May 19, 2026. */
const DATE =
  /^(?:\d{4}-\d\d?-\d\d?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|(?:\p{L}{3,9}\.? \d{1,2},?|\d{1,2}\.? \p{L}{3,9}\.?,?) \d{4})(?:[T ,].*)?$/u;

/**
 * What a value says of the person, by the column's subject: they must not be texted, they may, or neither for
 * sure; then a person decides, and until then they are not texted.
 */
export function readValue(cell: string, meaning: ColumnMeaning): ValueMeaning {
  if (meaning === 'notes') return wishIn(cell) ? 'unclear' : 'fine';
  const value = valueKey(cell, meaning).toLowerCase();
  // An empty cell in a column of marks means nothing; an empty cell in a column of agreements is no
  // agreement.
  if (value === '') return meaning === 'agreed' ? 'unclear' : 'fine';
  if (meaning === 'status' || meaning === 'agreed') {
    if (NEGATIVE.test(value)) return 'no-texts';
    if (POSITIVE.test(value)) return 'fine';
  }
  if (meaning === 'status') return 'unclear';
  const yes = YES.has(value) || DATE.test(value);
  const no = NO.has(value);
  if (meaning === 'agreed') return yes ? 'fine' : no ? 'no-texts' : 'unclear';
  if (yes) return 'no-texts';
  if (no) return 'fine';
  if (/^(?:do not|don'?t|never|stop|opted[ -]?out|unsub|dnc|no (?:texts?|sms|calls?|contact))/.test(value))
    return 'no-texts';
  if (POSITIVE.test(value) && !NEGATIVE.test(value)) return 'fine';
  return NEGATIVE.test(value) ? 'no-texts' : 'unclear';
}
