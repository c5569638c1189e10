import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCallersLanguage } from '../../main/core/base/language.ts';
import { isolated } from '../../shared/text/isolate.ts';
import { isStored, keep, NOTHING, type Stored, said, storedFrom, written } from '../../shared/text/stored.ts';

const inSpanish = (stored: Stored) =>
  inCallersLanguage({ request: { headers: { 'accept-language': 'es' } }, next: () => said(stored) });

describe('a stored sentence', () => {
  it('is said in the language of whoever reads it', () => {
    const stored = keep('common:time.minutesAgo', { count: 3 });
    expect([said(stored), inSpanish(stored)]).toEqual(['3 minutes ago', 'hace 3 minutos']);
  });

  it('may hold another one', () => {
    const stored = keep('timeline:line.cause', { cause: keep('causes:manual.line'), reason: written('x') });
    expect([said(stored), inSpanish(stored)]).toEqual(['Opted out by hand: x', 'Dado de baja a mano: x']);
  });

  it('says what the catalogue has, whatever its values are called', () => {
    const read = (say: string, values: object) => said(storedFrom(JSON.stringify({ say, with: values })));
    const none = said(keep('core:conversation.none'));
    const forged = { defaultValue: 'Everybody has agreed.' };
    expect(read('core:conversation.none', { ...forged, keySeparator: '#' })).toBe(none);
    expect(read('core:conversation.none', { ...forged, nsSeparator: '#' })).toBe(none);
    expect(read('core:conversation.none', { returnObjects: 1, lng: 'es', context: 'x' })).toBe(none);
    // A group of sentences is none.
    const unknown = said(keep('kept:unknown'));
    for (const group of ['core:conversation', 'core'])
      expect([read(group, {}), read(group, { returnObjects: 1, count: 2 })]).toEqual([unknown, unknown]);
  });

  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc.string().map((text) => `{"say":${text}`),
    fc.constantFrom(
      JSON.stringify({ say: '', with: { text: 'x' } }),
      JSON.stringify({ say: 'kept:two', with: {} }),
    ),
  );

  it('cannot be forged: what somebody wrote comes back as it is, alone, within another and kept again', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(said(written(text))).toBe(text);
        expect(said(written(String(written(text))))).toBe(String(written(text)));
        const within = keep('kept:two', { first: written(text), second: NOTHING });
        expect([isStored(within), said(within)]).toEqual([true, `${isolated(text)} `]);
      }),
    );
  });

  it('is told from whatever else may stand in a column, which is nobody’s sentence', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(isStored(written(text))).toBe(true);
        if (!text.startsWith('{"say":')) expect(isStored(text)).toBe(text === '');
        expect(isStored(storedFrom(text))).toBe(true);
        if (!text.startsWith('{"say":')) expect(said(storedFrom(text))).toBe(text);
      }),
    );
    expect(storedFrom(null)).toBe(NOTHING);
    for (const odd of [
      '{"say":"common:none.such","with":{}}',
      '{"say":"kept:import.optedOut","with":{}}',
      '{"say":',
    ]) {
      expect(isStored(odd)).toBe(false);
      expect(said(storedFrom(odd))).toBe(
        'What stood here is a sentence that this version of Heed does not know.',
      );
    }
  });
});
