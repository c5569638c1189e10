import { CONTACT_COLUMNS, MERGE_COLUMNS, type MergeColumn } from '../../../shared/schema/contactColumns.ts';
import { fieldKey, merge } from '../../../shared/text/template.ts';

export type DraftValues = Readonly<Record<MergeColumn, string>> & {
  readonly texterName: string;
  readonly organisation: string;
  readonly fields: Readonly<Record<string, string>>;
};

export type Draft = {
  readonly text: string;
  /** Fields without a value that leave a gap in the text; they show as {field}. */
  readonly missing: readonly string[];
};

/**
 * Stands for a missing name until the text around it is closed. From the private use area, so it is in
 * nobody's text.
 */
const GAP = '\uE000';

/** Fields around whose gap the text closes, in the form of `fieldKey`. */
const CLOSES = new Set(
  MERGE_COLUMNS.filter((name) => CONTACT_COLUMNS[name].merge.without === 'closes').map(fieldKey),
);

/** "Hi , this is" → "Hi, this is"; ", it is Ana" → "It is Ana". */
function closeGaps(text: string): string {
  if (!text.includes(GAP)) return text;
  return text
    .replace(
      new RegExp(`(^|\\n)(?:${GAP}[ \\t,;:.!-]*)+(\\p{L}?)`, 'gu'),
      (_, start: string, letter: string) => start + letter.toUpperCase(),
    )
    .replace(new RegExp(`[ \\t]*${GAP}`, 'gu'), '')
    .trim();
}

/**
 * Merges a template for one contact. Where a name is missing, the text closes around the gap. Any other field
 * without a value is named in `missing`, and such a text must not be sent.
 */
export function draft(template: string, values: DraftValues): Draft {
  const { fields, ...builtIn } = values;
  const { missing } = merge(template, { ...fields, ...builtIn });
  const gaps = missing.map((name) => [name, CLOSES.has(fieldKey(name)) ? GAP : `{${name}}`] as const);
  // These come last, so that a contact's own column never replaces a built-in field.
  const filled = Object.entries(builtIn).filter(([, value]) => value.trim() !== '');
  const { text } = merge(template, { ...fields, ...Object.fromEntries(filled), ...Object.fromEntries(gaps) });
  return { text: closeGaps(text), missing: missing.filter((name) => !CLOSES.has(fieldKey(name))) };
}
