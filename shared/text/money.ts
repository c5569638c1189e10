import { z } from 'zod';
import { says } from './says.ts';

/**
 * Money is counted in millionths of a currency’s unit, as whole numbers: prices of texts have four digits.
 */
const DIGITS = 6;

export const Currency = z
  .string()
  .max(3, says('api:currency'))
  .regex(/^[A-Z]{3}$/, says('api:currency'))
  .describe('ISO 4217, such as USD');

/** “0.0079”, “,5” or “2” in millionths; null for what is no amount, or has more digits than are counted. */
export function microsOf(text: string): number | null {
  const [, whole = '', part = ''] = /^(\d{0,3})(?:[.,](\d{1,6}))?$/.exec(text.trim()) ?? [];
  if (whole === '' && part === '') return null;
  return Number(`${whole}${part.padEnd(DIGITS, '0')}`);
}

/** 7900 as “0.0079”: for fields, in digits alone. */
export function decimalOf(micros: number): string {
  const digits = String(micros).padStart(DIGITS + 1, '0');
  const part = digits.slice(-DIGITS).replace(/0+$/, '');
  return part === '' ? digits.slice(0, -DIGITS) : `${digits.slice(0, -DIGITS)}.${part}`;
}
