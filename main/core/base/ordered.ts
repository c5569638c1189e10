/**
 * Digits of base 64 that are safe in addresses, in the order in which SQLite and JavaScript compare them, so
 * that texts of one length are in order as their numbers are. Case matters: such a text is no file name.
 */
export const DIGITS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** A whole number from 0 as `length` digits. Numbers that need more lose their highest ones. */
export function ordered(value: number, length: number): string {
  let text = '';
  for (let rest = value, place = 0; place < length; place += 1) {
    const next = Math.floor(rest / 64);
    text = DIGITS.charAt(rest - next * 64) + text;
    rest = next;
  }
  return text;
}

/** The number that `ordered` wrote; NaN where a sign is no digit. */
export function fromOrdered(text: string): number {
  let value = 0;
  for (const sign of text) {
    const digit = DIGITS.indexOf(sign);
    value = value * 64 + (digit < 0 ? Number.NaN : digit);
  }
  return value;
}
