import { describe, expect, it } from 'vitest';
import { splitName } from '../../main/core/lists/names.ts';
import { readValue, recognise, valueKey } from '../../main/core/lists/noTexts.ts';
import { noTextsCounter, noTextsPlan } from '../../main/core/lists/noTextsPlan.ts';
import { phonePicker } from '../../main/core/lists/phoneColumns.ts';
import { noTextLineOf } from '../../shared/schema/lineType.ts';
import { readContactCell, readOptOutCell } from '../../shared/schema/phoneCell.ts';

describe('columns that say who must not be texted', () => {
  const found = (header: string, ...values: string[]) =>
    recognise(
      [header],
      values.map((value) => [value]),
    )[0];

  it.each([
    ['Do Not Text', '1'],
    ['do_not_contact', 'true'],
    ['DoNotCall', 'TRUE'],
    ['Do Not SMS', 'Yes'],
    ['Do not phone', 'x'],
    ['Has Opted Out of SMS', '1'],
    ['HasOptedOutOfSms', 'true'],
    ['opted_out', 't'],
    ['SMS Opt-Out Date', '2026-05-01'],
    ['federal_donotcall', '1'],
    ['DNC', 'Y'],
    ['sms_status', 'unsubscribed'],
    ['Mobile Status', 'Unsubscribed'],
    ['SMS Marketing Status', 'Not subscribed'],
    ['Cell Phone Opt-in Status', 'Opted Out'],
    ['mobile_opt_in', 'false'],
    ['Text opt-in', 'N'],
    ['Accepts SMS Marketing', 'no'],
    ['OK to text?', '0'],
    ['sms_blocked', '1'],
    ['Contact by text?', 'No'],
    ['Contact via SMS', 'N'],
    ['No llamar', 'sí'],
    ['is_deceased', 'Y'],
    ['Date of death', '3/14/2024'],
    ['Status', 'Opted out'],
    ['Stop', 'yes'],
  ])('%s: %s', (header, value) => {
    const column = found(header, value);
    expect(column && readValue(value, column.meaning)).toBe('no-texts');
  });

  it.each([
    ['Has Opted Out of Email', '1'],
    ['email_opt_in', 'false'],
    ['Do Not Mail', 'Y'],
    ['No Bulk Emails (User Opt Out)', 'Yes'],
    ['Do not trade', '1'],
    ['do not knock', '1'],
    ['OPTIN_TIME', '2020-01-01'],
    ['Voter Status', 'Inactive'],
    ['Status', 'Active'],
    ['Bus stop', 'Elm Street'],
    ['Stop', 'Elm Street'],
    ['Phone', '2165550101'],
    ['Contact by email', 'No'],
    ['SMS Phone Number', '2165550101'],
    ['Phone 1 - Label', 'Mobile'],
    ['Notes', 'likes dogs'],
  ])('not %s: %s', (header, value) => {
    expect(found(header, value)).toBeUndefined();
  });

  it.each([
    ['Notes', 'Nice lady. Do NOT text!!'],
    ['Voter Notes', 'asked on 3/4: please don’t text him'],
    ['Comments', 'Opted out at the door'],
    ['Tags', 'volunteer, no_text, tenant'],
    ['tag_list', 'DNC'],
    ['Notas', 'no enviar mensajes'],
    ['Contact Notes', 'wants off our list'],
    ['Notes', 'Does not want to be contacted'],
    ['Notes', 'STOP'],
    ['Notes', 'stop'],
    ['Notes', 'said stop'],
    ['Notes', 'texted STOP in 2024'],
    ['Notes', 'replied "STOP" on 3/4'],
    ['Notes', 'Nice talk about schools; stop'],
    ['Comments', 'asked to be removed'],
    ['Tags', 'volunteer, refused'],
    ['Notes', 'text no more'],
    ['Notes', 'leave him alone'],
    ['Notes', 'No longer wants to hear from us'],
    ['Notes', 'hates texts'],
    ['Notes', 'complained about texts'],
    ['Notes', 'blocked us'],
    ['Notas', 'no mandar textos'],
    ['Notes', 'bitte nicht anschreiben'],
  ])('asks about a row whose %s say %j', (header, value) => {
    const column = found(header, value);
    expect(column?.meaning).toBe('notes');
    expect(readValue(value, 'notes')).toBe('unclear');
  });

  it.each([
    ['Notes', 'Text her after six'],
    ['Notes', 'Left a message, call back'],
    ['Comments', 'No bus stop near her home'],
    ['Tags', 'tenant, texted 2024'],
    ['Notes', 'Does not want a yard sign'],
    ['Notes', 'Has no car; stop by on Sunday'],
    ['Notes', 'Asked to stop by on Sunday'],
    ['Notes', 'wants to stop the war'],
    ['Notes', 'says we must stop Duke Energy'],
    ['Notes', 'Refused a yard sign'],
    ['Notes', 'hates the mayor'],
    ['Notes', 'Lives near the bus stop, red house'],
    ['Notes', 'Wants the dam removed'],
    ['Notes', 'cannot leave her dog alone'],
    ['Notes', 'non-stop volunteer'],
  ])('leaves %s: %j alone', (header, value) => {
    expect(found(header, value)).toBeUndefined();
  });

  it.each([
    ['maybe', 'marked'],
    ['2', 'marked'],
    ['pending', 'status'],
    ['', 'agreed'],
    ['unknown', 'agreed'],
  ] as const)('asks about %j in a column that is %s', (value, meaning) => {
    expect(readValue(value, meaning)).toBe('unclear');
  });

  it.each([
    ['', 'marked'],
    ['0', 'marked'],
    ['No', 'marked'],
    ['Y', 'agreed'],
    ['2026-01-05', 'agreed'],
    ['subscribed', 'status'],
    ['', 'status'],
  ] as const)('lets %j stand in a column that is %s', (value, meaning) => {
    expect(readValue(value, meaning)).toBe('fine');
  });
});

it.each([
  ['Rosa Diaz', 'Rosa', 'Diaz'],
  ['Diaz, Rosa', 'Rosa', 'Diaz'],
  ['Diaz, Rosa M., Jr.', 'Rosa', 'Diaz'],
  ['Ben Smith, Jr.', 'Ben', 'Smith'],
  ['Mrs. Ana María Lee', 'Ana', 'María Lee'],
  ['Don Draper', 'Don', 'Draper'],
  ['Dr. Diaz', 'Dr. Diaz', ''],
  ['Mr and Mrs Diaz', 'Mr and Mrs Diaz', ''],
  ['Mr & Mrs Luis Diaz', 'Luis', 'Diaz'],
  ['Rosa & Luis Diaz', 'Rosa', 'Diaz'],
  ['Zoë', 'Zoë', ''],
  ['', '', ''],
])('splits %j', (cell, first, last) => {
  expect(splitName(cell)).toEqual({ first, last });
});

it.each([
  ['07700 900402/3', ['+447700900402', '+447700900403']],
  ['STOP 07700900401 asked 12/05/2026', ['+447700900401']],
  ['07700900401 07700900402', ['+447700900401', '+447700900402']],
  ['Maria 07700 900401 (daughter: 07700 900402)', ['+447700900401', '+447700900402']],
  ['020/7946/0123', ['+442079460123']],
  ['447,700,900,401', ['+447700900401']],
  ['07700,900,401', ['+447700900401']],
  ['########', []],
  ['+1 202 555 01433', []],
])('reads every number of an opt-out in %j', (cell, numbers) => {
  expect(readOptOutCell(cell, 'GB').numbers).toEqual(numbers);
});

it.each([
  ['216-555-0507 cell', ['+12165550507'], 'invalid'],
  ['Mobile: 212-555-0111', ['+12125550111'], 'invalid'],
  ['212-555-0104, 212-555-0105', ['+12125550104', '+12125550105'], 'invalid'],
  ['1.2165550505E+10', ['+12165550505'], 'invalid'],
  ['2,165,550,506.00', ['+12165550506'], 'invalid'],
  ['2.02555E+9', [], 'digits-lost'],
  ['216-555-0506 x2', [], 'extension'],
  ['', [], 'empty'],
  ['202-555-014/3', [], 'invalid'],
  ['call 202 555 0143', [], 'invalid'],
])('reads the numbers of a contact in %j', (cell, numbers, why) => {
  expect(readContactCell(cell, 'US')).toEqual({ numbers, why });
});

it.each([
  ['+442079460129', 'fixed-line'],
  ['+449098790156', 'premium-rate'],
  ['+448081570156', 'toll-free'],
  ['+443069990156', 'company-number'],
  ['+447000900156', 'personal-number'],
  ['+17005550140', 'company-number'],
  ['+17105550140', 'company-number'],
  ['+447640123456', 'pager'],
  ['+445600123456', 'internet-line'],
  ['+18005550136', 'toll-free'],
  ['+19005550137', 'premium-rate'],
  ['+447624900123', null],
  ['+447911123456', null],
  ['+12165550101', null],
])('%s is a %s', (number, line) => {
  expect(noTextLineOf(number)).toBe(line);
});

describe('a wish that stands late in a long note', () => {
  const long =
    'Met at the county fair in June, loves the candidate, brings cookies to every event, please do not text';
  const kind =
    'Met at the county fair in June, loves the candidate, brings cookies to every event, texts her friends';
  const rows = [kind, long, long].map((note, at) => ({ line: at + 2, cells: ['Ana', note] }));

  it('leaves its row out, and no other that begins alike', () => {
    const [column] = recognise(
      ['Name', 'Notes'],
      rows.map(({ cells }) => cells),
    );
    expect(column?.meaning).toBe('notes');
    const { judge } = noTextsPlan(
      ['Name', 'Notes'],
      rows.map(({ cells }) => cells),
      [],
    );
    expect(rows.map((row) => judge?.(row)?.unclear ?? false)).toEqual([false, true, true]);
  });

  it('is what the preview shows and counts', () => {
    const columns = recognise(
      ['Name', 'Notes'],
      rows.map(({ cells }) => cells),
    );
    const counter = noTextsCounter(columns);
    for (const row of rows) counter.take(row);
    const [reported] = counter.result();
    expect(reported?.unclear).toBe(2);
    expect(reported?.values[0]?.value).toContain('do not text');
    expect(valueKey(long, 'notes').length).toBeLessThanOrEqual(80);
  });
});

describe('a column beside the only phone says that no text reaches it', () => {
  const pickedOf = (header: string, value: string, fixedLines = false) =>
    phonePicker({ columns: [0], headers: ['Phone', header], region: 'US', fixedLines })({
      line: 2,
      cells: ['(212) 555-0147', value],
    });

  it.each([
    ['Phone Type', 'Landline', 'fixed-line'],
    ['line_type', 'landline', 'fixed-line'],
    ['Carrier type', 'Fixed line', 'fixed-line'],
    ['Phone Line Type', 'nonFixedVoip', 'internet-line'],
    ['Landline', 'yes', 'fixed-line'],
    ['Type', 'landline', 'fixed-line'],
  ])('%s: %s', (header, value, why) => {
    expect(pickedOf(header, value)).toMatchObject({ ok: false, why });
    expect(pickedOf(header, value, true)).toMatchObject({ ok: true });
  });

  it.each([
    ['Phone Type', 'Mobile'],
    ['line_type', 'wireless'],
    ['Landline', 'no'],
    ['Type', 'Voter'],
  ])('not %s: %s', (header, value) => {
    expect(pickedOf(header, value)).toMatchObject({ ok: true });
  });
});
