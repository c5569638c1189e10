import { describe, expect, it } from 'vitest';
import { errorTable } from '../../main/core/providers/errors.ts';
import { createAdapter, errorTableOf } from '../../main/core/providers/index.ts';
import { secretFields, settingsOf, VENDOR_NAMES, VENDORS } from '../../shared/providers/index.ts';
import { said } from '../../shared/text/stored.ts';

const deps = { now: () => 0 };
const errorsOf = (vendor: (typeof VENDOR_NAMES)[number]) =>
  errorTableOf({ provider: vendor, profile: VENDORS[vendor].optOuts.profile });
const TWILIO = { accountSid: `AC${'0'.repeat(32)}`, secret: 's' };
const BANDWIDTH = { accountId: '1', applicationId: 'a', clientId: 'c', clientSecret: 's' };

describe('connections', () => {
  it('become adapters of the right profile and rate', () => {
    expect(createAdapter('twilio', TWILIO, deps)).toMatchObject({
      vendor: 'twilio',
      inbound: 'poll',
      rate: { per: 'number', unit: 'message', perSecond: 1 },
    });
    expect(createAdapter('bandwidth', { ...BANDWIDTH, ratePerSecond: 3 }, deps)).toMatchObject({
      vendor: 'bandwidth',
      inbound: 'webhook',
      rate: { per: 'account', unit: 'segment', perSecond: 3 },
    });
    const simulated = createAdapter(
      'simulator',
      { baseUrl: 'http://127.0.0.1:1/', profile: 'provider-1' },
      deps,
    );
    expect(simulated).toMatchObject({ vendor: 'bandwidth', inbound: 'webhook', rate: { perSecond: 50 } });
  });

  it('say which of their settings are wrong', () => {
    expect(() => createAdapter('twilio', { ...TWILIO, accountSid: 'AC1' }, deps)).toThrow(/Account SID/);
    expect(() => createAdapter('bandwidth', {}, deps)).toThrow(/clientSecret/);
    expect(() => createAdapter('simulator', { baseUrl: 'x', profile: 'provider-3' }, deps)).toThrow(
      /web address/,
    );
  });

  it('send credentials over https alone, but on this computer', () => {
    const schema = settingsOf('twilio').kept;
    const accepts = (baseUrl: string) => schema.safeParse({ ...TWILIO, baseUrl }).success;
    expect(['https://api.example.test', 'http://127.0.0.1:80', 'http://localhost:1'].map(accepts)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['http://api.example.test', 'ftp://127.0.0.1', 'nowhere'].map(accepts)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('name their secrets', () => {
    expect(secretFields('twilio')).toContain('authToken');
    expect(secretFields('bandwidth')).toContain('clientSecret');
  });
});

describe('error tables', () => {
  it.each([
    ['21610', 'recipient-blocked'],
    ['30002', 'configuration'],
    ['30006', 'landline'],
    ['30007', 'pause'],
    ['30999', 'unknown-code'],
    ['30034', 'sender'],
    ['21612', 'route'],
    ['21408', 'route'],
    ['21608', 'route'],
    ['20005', 'configuration'],
    ['14107', 'retry'],
  ])('twilio %s is %s', (code, expected) => expect(errorsOf('twilio').classify(code)).toBe(expected));

  it.each([
    ['4775', 'carrier-opt-out'],
    ['4482', 'recipient-blocked'],
    ['5100', 'retry'],
    ['5150', 'retry'],
    ['5220', 'retry'],
    ['5221', 'unknown-code'],
    ['4432', 'route'],
    ['4481', 'sender'],
    ['4773', 'sender'],
    ['4770', 'pause'],
    ['4452', 'configuration'],
    ['9902', 'unconfirmed'],
    ['4721', 'invalid-number'],
    ['toString', 'unknown-code'],
  ])('bandwidth %s is %s', (code, expected) => expect(errorsOf('bandwidth').classify(code)).toBe(expected));

  it('have a version, a date and words for an admin', () => {
    for (const table of VENDOR_NAMES.map(errorsOf)) {
      expect(table.version).toBeGreaterThan(0);
      expect(table.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(said(table.explain('123456'))).toContain('the code 123456, which Heed does not know');
      // Each code has a sentence that says what it means and what to do, in both languages.
      for (const key of Object.keys(table.codes)) {
        const [code = ''] = key.split('-');
        const words = said(table.explain(/^\d/.test(key) ? code : key));
        expect(words, key).toMatch(/^[A-Z].*[.] [A-Z].*[.]$/s);
        expect(words, key).not.toContain('provider:');
      }
    }
    expect(said(errorTableOf({ provider: 'simulator', profile: 'provider-2' }).explain('21610'))).toContain(
      'blocks',
    );
    expect(said(errorTableOf({ provider: 'simulator', profile: 'provider-1' }).explain('4775'))).toContain(
      'opted out',
    );
    const entry = { about: 'route', does: 'configuration', todo: 'route' };
    const table = { version: 1, date: '2026-11-29', source: '' };
    // A code about one contact must not stop a connection; and a code needs its sentence.
    expect(() => errorTable('twilio', { ...table, codes: { '21612': entry } })).toThrow();
    expect(() =>
      errorTable('twilio', { ...table, codes: { '21612': { ...entry, does: 'route' } } }),
    ).not.toThrow();
    expect(() => errorTable('twilio', { ...table, codes: { '1': { ...entry, does: 'route' } } })).toThrow();
    expect(() => errorTable('twilio', { version: 1, date: 'soon', source: '', codes: {} })).toThrow();
  });
});
