/**
 * The beginning of what spreadsheets run as a formula; these signs also in full width, and behind blanks,
 * invisible signs and our own apostrophe.
 */
const FORMULA = /^'*[\s\p{Cf}\p{Cc}]*[=+\-@|%\t\r\n＝＋－＠｜％]/u;

/**
 * One cell of a CSV: quoted where needed, and disarmed with an apostrophe where a spreadsheet would run it as
 * a formula (OWASP: CSV injection). Separators of every country count, since a spreadsheet may use any.
 * `csvText` returns the original.
 */
export function csvCell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;|\t\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The original text of a cell that `csvCell` wrote, after its quotes were read. */
export function csvText(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
