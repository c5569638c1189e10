import { describe, expect, it } from 'vitest';
import { guessMapping, guessOptOutColumns } from '../../main/core/lists/mapping.ts';
import { previewCsv } from '../../main/core/lists/preview.ts';
import { checkScript, fieldsIn } from '../../shared/text/template.ts';
import { bytesOf, fixture } from './csvFiles.ts';

describe('guessMapping', () => {
  it.each([
    ['English', ['First Name', 'Last Name', 'Cell Phone', 'Zip', 'VAN ID', 'Notes'], [2, 0, 1, 4]],
    ['camel case', ['external_id', 'firstName', 'lastName', 'cell', 'postcode', 'note'], [3, 1, 2, 0]],
    ['British', ['Mobile', 'Given name', 'Surname', 'Kommentar'], [0, 1, 2, null]],
    ['Spanish', ['Nombre', 'Apellidos', 'Teléfono móvil', 'Código postal'], [2, 0, 1, null]],
    ['French', ['Nom', 'Prénom', 'Téléphone portable', 'Identifiant'], [2, 1, 0, 3]],
    ['German', ['Vorname', 'Nachname', 'Handynummer', 'PLZ'], [2, 0, 1, null]],
    ['mobile before home', ['ID', 'Home Phone', 'Mobile Phone'], [2, null, null, 0]],
    ['unusual', ['Voter', 'Best phone to text'], [1, null, null, null]],
  ])('%s', (_, headers, [number, firstName, lastName, externalId]) => {
    expect(guessMapping(headers, [])).toMatchObject({ number, firstName, lastName, externalId });
  });

  it('takes a lone "Nombre" for the whole name, as a lone "Name"', () => {
    for (const header of ['Nombre', 'Name', 'Nombres']) {
      expect(guessMapping([header, 'Teléfono'], [])).toMatchObject({ firstName: null, fullName: 0 });
    }
  });

  it('trusts what stands in the columns more than their names', () => {
    const sample = [
      ['', '(202) 555-0143', 'Ana'],
      ['n/a', '+44 7700 900123', 'Ben'],
    ];
    expect(guessMapping(['Phone', 'Contact', 'First'], sample)).toMatchObject({ number: 1, firstName: 2 });
    expect(guessMapping(['Column 1', 'Column 2', 'Column 3'], sample)?.number).toBe(1);
  });

  it.each([
    [['Name', 'Home Phone', 'Cell Phone'], 2, [1]],
    [['Cell Phone', 'Home Telephone', 'Phone'], 0, [2, 1]],
    [['Móvil', 'Teléfono casa'], 0, [1]],
    [['Home Phone', 'Work Phone'], 0, []],
    [['Cell Phone', 'Office Phone', 'Home Landline', 'Home Fax', 'Home Address'], 0, []],
  ])('%j: tries the cell phone, then the one at home, never the office', (headers, number, morePhones) => {
    expect(guessMapping(headers, [])).toMatchObject({ number, morePhones });
  });

  it('does not take ten-digit ids for numbers, and gives up without any', () => {
    expect(guessMapping(['id', 'cell'], [['2025550143', '2025550144']])?.number).toBe(1);
    expect(guessMapping(['a', 'b'], [['x', 'y']])).toBeNull();
  });

  it('keeps every other column as a field that a script can use', () => {
    const headers = [
      'phone',
      'Zip',
      'Polling place',
      'Notes',
      'notes',
      '',
      'Opted-in?',
      'organisation',
      '{x}',
    ];
    const fields = guessMapping(headers, [])?.fields ?? {};
    expect(fields).toEqual({
      postcode: 1,
      'Polling place': 2,
      Notes: 3,
      'notes 2': 4,
      'Column 6': 5,
      'organisation 2': 7,
      x: 8,
    });
    const script = Object.keys(fields).map((name) => `{${name}}`);
    expect(fieldsIn(script.join(' '))).toEqual(Object.keys(fields));
    expect(checkScript(script.join(' '), '', Object.keys(fields)).unknownFields).toEqual([]);
  });
});

describe('guessOptOutColumns', () => {
  it('finds the number and since when', () => {
    expect(guessOptOutColumns(['phone', 'opted_out_at', 'source'], [])).toEqual({ numbers: [0], time: 1 });
    expect(guessOptOutColumns(['Date', 'Mobile'], [])).toEqual({ numbers: [1], time: 0 });
    expect(guessOptOutColumns(['x'], [['2025550143']])).toEqual({ numbers: [0], time: null });
  });
});

describe('previewCsv', () => {
  it.each([
    ['contacts-us.csv', 2, ',', 20],
    ['contacts-uk.csv', 3, ',', 20],
    ['contacts-ca.csv', 0, ';', 20],
    ['opt-outs.csv', 0, ',', 20],
  ])('%s', async (file, number, delimiter, rows) => {
    const preview = await previewCsv(fixture(file));
    expect(preview).toMatchObject({ mapping: { number }, delimiter, encoding: 'UTF-8' });
    expect(preview.rows).toHaveLength(rows);
    expect(preview.headers.some((header) => header.startsWith('\ufeff'))).toBe(false);
  });

  it('shows a header alone', async () => {
    expect(await previewCsv(bytesOf('phone,name\n'))).toMatchObject({ rows: [], headers: ['phone', 'name'] });
  });
});
