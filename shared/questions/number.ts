/**
 * Reads a number as a person types it, with a point or a comma before its decimals: "3", "-2", "2.5", "2,5".
 * Null for anything else, also for a number with marks between its thousands, which could be read in two
 * ways.
 */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (!/^[-+]?\d{1,12}(?:\.\d{1,6})?$/.test(plain)) return null;
  if (/^[-+]?[1-9]\d{0,2},\d{3}$/.test(text.trim())) return null;
  return Number(plain);
}
