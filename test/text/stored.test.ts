import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCallersLanguage } from '../../main/core/base/language.ts';
import { keep, said } from '../../shared/text/stored.ts';

const inSpanish = (stored: string) =>
  inCallersLanguage({ request: { headers: { 'accept-language': 'es' } }, next: () => said(stored) });

describe('a stored sentence', () => {
  it('is said in the language of whoever reads it', () => {
    const stored = keep('common:time.minutesAgo', { count: 3 });
    expect([said(stored), inSpanish(stored)]).toEqual(['3 minutes ago', 'hace 3 minutos']);
  });

  it('may hold another one', () => {
    const stored = keep('told:line.cause', { cause: keep('causes:manual.told'), reason: 'x' });
    expect([said(stored), inSpanish(stored)]).toEqual(['Opted out by hand: x', 'Dado de baja a mano: x']);
  });

  it('cannot be forged into anything but its words, and other texts stay as they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `{"say":${text}`),
        ),
        (text) => {
          expect(said(text)).toBe(text);
        },
      ),
    );
    expect(said('{"say":"common:none.such","with":{}}')).toBe('{"say":"common:none.such","with":{}}');
  });
});
