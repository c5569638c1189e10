/**
 * Digits of base 64 that are safe in addresses, in the order in which SQLite and JavaScript compare them:
 * texts of one length sort like their numbers. Upper and lower case differ, so such a text is no file name.
 */
export const DIGITS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** A whole number, 0 or more, as `length` digits. A number that needs more digits loses the highest ones. */
export function ordered(value: number, length: number): string {
  let text = '';
  for (let rest = value, place = 0; place < length; place += 1) {
    const next = Math.floor(rest / 64);
    text = DIGITS.charAt(rest - next * 64) + text;
    rest = next;
  }
  return text;
}

/** The number that `ordered` wrote; NaN where a character is no digit. */
export function fromOrdered(text: string): number {
  let value = 0;
  for (const sign of text) {
    const digit = DIGITS.indexOf(sign);
    value = value * 64 + (digit < 0 ? Number.NaN : digit);
  }
  return value;
}
