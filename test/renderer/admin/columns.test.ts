import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ColumnUse,
  fieldNames,
  guessedUses,
  mappingOf,
  withUse,
} from '../../../renderer/views/campaigns/contacts/columns.ts';
import type { Mapping, Preview } from '../../../shared/contract/lists.ts';
import { byColumn, COLUMN_NAMES } from '../../../shared/schema/contactColumns.ts';
import { BUILT_IN_FIELDS, fieldKey, merge } from '../../../shared/text/template.ts';

function previewOf(headers: string[], mapping: Mapping | null): Preview {
  return {
    headers,
    rows: [],
    mapping,
    system: null,
    numberColumns: [],
    noTexts: [],
    encoding: 'UTF-8',
    delimiter: ',',
    headerLine: 1,
    notices: [],
  };
}

const GUESS: Mapping = {
  ...byColumn(COLUMN_NAMES, () => null),
  number: 2,
  firstName: 0,
  lastName: 1,
  fields: { postcode: 3 },
};

describe('what the columns of a contact file are taken for', () => {
  it('shows the guess and gives the same mapping back', () => {
    const preview = previewOf(['First', 'Last', 'Cell', 'Zip', 'Notes'], GUESS);
    const uses = guessedUses(preview);
    expect(uses).toEqual(['firstName', 'lastName', 'number', 'field', 'leave-out']);
    expect(mappingOf(preview, uses)).toEqual(GUESS);
  });

  it('lets one column at most hold the number', () => {
    const uses = withUse(['number', 'leave-out'], 1, 'number');
    expect(uses).toEqual(['leave-out', 'number']);
    expect(withUse(['field', 'leave-out'], 1, 'field')).toEqual(['field', 'field']);
  });

  it('has no mapping without a number', () => {
    const preview = previewOf(['a', 'b'], null);
    expect(guessedUses(preview)).toEqual(['leave-out', 'leave-out']);
    expect(mappingOf(preview, ['firstName', 'field'])).toBeNull();
  });

  it('names every column so that a script can use it, and none like another or like a built-in field', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 80, unit: 'grapheme' }), { minLength: 1, maxLength: 8 }),
        (headers) => {
          const names = fieldNames(previewOf(headers, null));
          const keys = names.map(fieldKey);
          expect(new Set([...keys, ...BUILT_IN_FIELDS.map(fieldKey)]).size).toBe(
            keys.length + BUILT_IN_FIELDS.length,
          );
          for (const name of names) expect(merge(`{${name}}`, { [name]: 'x' }).text).toBe('x');
        },
      ),
    );
  });

  it('keeps every column that is a merge field, whatever is chosen', () => {
    const use = fc.constantFrom<ColumnUse>(
      'number',
      'firstName',
      'lastName',
      'externalId',
      'field',
      'leave-out',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), use), { maxLength: 12 }), (choices) => {
        const preview = previewOf(['a', 'b', 'c', 'd', 'e'], null);
        const uses = choices.reduce(
          (now, [column, next]) => withUse(now, column, next),
          guessedUses(preview),
        );
        const mapping = mappingOf(preview, uses);
        const fields = [...uses.entries()].flatMap(([column, held]) => (held === 'field' ? [column] : []));
        if (mapping) expect(Object.values(mapping.fields)).toEqual(fields);
        else expect(uses).not.toContain('number');
      }),
    );
  });
});
