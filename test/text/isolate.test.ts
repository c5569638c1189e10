import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isolated } from '../../shared/text/isolate.ts';
import { t } from '../../shared/text/say.ts';
import { HOSTILE } from '../helpers/hostile.ts';

/**
 * How many of each kind of direction mark are still open at the end, and whether one was closed that the
 * text had not opened.
 */
function depth(text: string): { open: number; brokeOut: boolean } {
  const stack: ('isolate' | 'embedding')[] = [];
  let brokeOut = false;
  for (const sign of text) {
    if (/[\u202a\u202b\u202d\u202e]/.test(sign)) stack.push('embedding');
    else if (/[\u2066-\u2068]/.test(sign)) stack.push('isolate');
    else if (sign === '\u202c' && stack.at(-1) === 'embedding') stack.pop();
    else if (sign === '\u2069') {
      const last = stack.lastIndexOf('isolate');
      if (last < 0) brokeOut = true;
      else stack.length = last;
    }
  }
  return { open: stack.length, brokeOut };
}

test('texts that run from left to right are left alone', () => {
  for (const text of ['', 'Pat', 'José Müller', '李雷', '👋🏿 x', 'Ζωή', 'a\u200bb'])
    expect(isolated(text)).toBe(text);
});

test('whatever signs a value holds, they end with it, and it cannot end what stands around it', () => {
  const sign = fc.constantFrom(
    'a',
    'א',
    '1',
    ' ',
    '\u200f',
    ...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069',
  );
  const value = fc.oneof(
    fc.array(sign, { maxLength: 20 }).map((all) => all.join('')),
    fc.constantFrom(...HOSTILE.map(({ text }) => text)),
  );
  fc.assert(
    fc.property(value, (text) => {
      const safe = isolated(text);
      expect(depth(safe)).toEqual({ open: 0, brokeOut: false });
      const plain = (each: string) => each.replaceAll(/[\u202c\u2066-\u2069]/g, '');
      expect(plain(safe)).toBe(plain(text));
    }),
  );
});

test('in a sentence a name that orders to turn turns itself alone', () => {
  expect(t('causes:manual.lineBy', { by: '\u202eevil' })).toBe('Opted out by \u2068\u202eevil\u202c\u2069');
});
