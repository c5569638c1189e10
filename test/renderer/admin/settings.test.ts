import { describe, expect, it } from 'vitest';
import { EARLIEST, hourChoices, LATEST } from '../../../renderer/components/settings/hours.ts';
import { encodingHint, segmentLine } from '../../../renderer/components/text/segmentWords.ts';
import { configOf, valuesOf, wrongIn } from '../../../renderer/views/settings/connections/fields.ts';
import { OPT_OUT_ROWS } from '../../../renderer/views/settings/optOuts/optOutRows.ts';
import { cutAround } from '../../../renderer/views/settings/rules/verdictWords.ts';
import { t } from '../../../shared/text/say.ts';
import { countSegments } from '../../../shared/text/segments.ts';

describe('the four rows', () => {
  it('say for each profile and switch who opts out, who answers and whether a person must act', () => {
    const reported = OPT_OUT_ROWS.map((row) => [
      row.autoOptOut,
      row.profile,
      t(row.optedOutBy),
      t(row.textBy),
      row.personActs,
    ]);
    expect(reported).toEqual([
      [true, 'provider-1', 'Heed', 'Heed', false],
      [false, 'provider-1', 'Nobody', 'Nobody', true],
      [true, 'provider-2', 'Provider and Heed', 'Provider', false],
      [false, 'provider-2', 'Provider only', 'Provider', true],
    ]);
  });
});

describe('connection settings', () => {
  const sid = `AC${'0'.repeat(32)}`;

  it('leaves blanks out, so that defaults and stored secrets stay', () => {
    expect(configOf('twilio', { accountSid: sid, secret: ' ', ratePerSecond: '2' })).toEqual({
      accountSid: sid,
      ratePerSecond: 2,
    });
    expect(configOf('simulator', { baseUrl: 'http://127.0.0.1:1' })).toEqual({
      baseUrl: 'http://127.0.0.1:1',
    });
  });

  it('empties what was stored and is blank now', () => {
    const stored = { accountSid: sid, messagingServiceSid: `MG${'0'.repeat(32)}` };
    expect(configOf('twilio', { accountSid: sid, messagingServiceSid: ' ' }, stored)).toEqual({
      accountSid: sid,
      messagingServiceSid: null,
    });
    expect(wrongIn('twilio', { accountSid: sid, messagingServiceSid: '' }, ['secret'])).toEqual({});
  });

  it('asks for what is needed, not for secrets that are stored', () => {
    expect(Object.keys(wrongIn('twilio', {}))).toEqual(['accountSid', 'secret']);
    expect(wrongIn('twilio', { accountSid: sid }, ['secret'])).toEqual({});
    expect(Object.keys(wrongIn('twilio', { accountSid: 'x', secret: 'y' }))).toEqual(['accountSid']);
  });

  it('never puts a secret into a form', () => {
    expect(valuesOf('bandwidth', { clientId: 'c', clientSecret: 's', webhookPassword: 'p' })).toEqual({
      clientId: 'c',
    });
  });
});

describe('sending hours', () => {
  it('offers nothing outside of the law, and keeps a stored time between the half hours', () => {
    const choices = hourChoices(EARLIEST, LATEST, 9 * 60 + 15).map(({ value }) => Number(value));
    expect(choices[0]).toBe(EARLIEST);
    expect(choices.at(-1)).toBe(LATEST);
    expect(choices).toContain(555);
    expect(choices).toEqual([...choices].sort((a, b) => a - b));
  });
});

describe('parts of a text', () => {
  it('counts and names the character that costs', () => {
    expect(segmentLine(countSegments('Hi'))).toBe('1 text · 2 of 160 characters');
    expect(encodingHint(countSegments('Hi'))).toBeNull();
    expect(encodingHint(countSegments('it’s'))).toContain("(use ')");
    expect(encodingHint(countSegments('a\u200bb'))).toContain('invisible');
  });
});

describe('matched words', () => {
  it('are cut out as the contact wrote them', () => {
    expect(cutAround('Please STOP now', 'stop')).toEqual(['Please ', 'STOP', ' now']);
    expect(cutAround('hello', '')).toBeNull();
    expect(cutAround('hello', 'bye')).toBeNull();
  });
});
