import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScript, fieldsIn, merge } from '../../shared/text/template.ts';

describe('merge', () => {
  it('fills fields however their names are written', () => {
    const text = 'Hi {firstName}, {First Name}, { first_name }: {Polling place}, {quartier préféré}';
    const values = { firstName: 'Ana', 'polling-place': 'Town hall', 'Quartier préféré': 'Nord' };
    expect(merge(text, values)).toEqual({ text: 'Hi Ana, Ana, Ana: Town hall, Nord', missing: [] });
  });

  it('names what is missing, blank values too, and sends no braces', () => {
    expect(merge('Hi {firstName} of {city}{lastName}', { firstName: ' ', city: null })).toEqual({
      text: 'Hi  of ',
      missing: ['firstName', 'city', 'lastName'],
    });
  });

  it('never takes a field out of the prototype', () => {
    expect(merge('{constructor}{toString}', {})).toEqual({ text: '', missing: ['constructor', 'toString'] });
  });

  it('leaves what is no field alone', () => {
    expect(merge('a { b } {} {{ {1+2} }', { b: 'c' }).text).toBe('a c {} {{ {1+2} }');
    expect(merge('{firstName} has $& and $1', { firstName: '$&' }).text).toBe('$& has $& and $1');
  });

  it('never expands what a contact wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const own = `x{lastName}${name}{secret}x`;
        expect(merge('<{firstName}|{lastName}>', { firstName: own, lastName: 'L', secret: 'S' }).text).toBe(
          `<${own}|L>`,
        );
      }),
    );
  });
});

describe('fieldsIn', () => {
  it('lists each field once, as first written', () => {
    expect(fieldsIn('{firstName} {FIRST NAME} {zip} {firstName}')).toEqual(['firstName', 'zip']);
    expect(fieldsIn('none {} {')).toEqual([]);
  });
});

describe('checkScript', () => {
  it.each([
    'Reply STOP to opt out',
    'reply stop to unsubscribe',
    'Text STOP to 12345',
    'Text back with “STOP”',
    'STOP to end',
    'Stop2Quit',
    'STOP=End',
    'Txt STOP 2 end',
    'To opt out, reply with QUIT.',
    'Opt out: STOP',
    'Responda STOP para cancelar',
    'Envíe la palabra STOP',
    'STOP para darse de baja',
    'Répondez STOP pour vous désabonner',
    'Envoyez « STOP » pour ne plus recevoir de messages',
    'STOP pour ne plus recevoir',
  ])('sees opt-out wording in %j', (wording) => {
    expect(checkScript(`Hi {firstName}. ${wording}`, 'Us').optOutWording).toBe(true);
  });

  it.each([
    'Help us stop the pipeline!',
    'Reply YES to stop the bill',
    'Text us to stop the cuts',
    'We work end to end for you',
    'Do not stop to hope',
    'Stop by on Friday',
    'Reply HELP for help',
    'Can you quit today?',
    '',
  ])('sees none in %j', (wording) => {
    expect(checkScript(wording, 'Us').optOutWording).toBe(false);
  });

  it('finds the organisation by name or by field', () => {
    const named = (script: string, name: string) => checkScript(script, name).namesOrganisation;
    expect(named('Hi, Ana from LES AMIS  d’Évreux', 'Les amis d’Evreux')).toBe(true);
    expect(named('Hi from {Organisation}', 'Riverside')).toBe(true);
    expect(named('Hi from us', 'Riverside')).toBe(false);
    expect(named('Hi from us', ' ')).toBe(false);
  });

  it('names fields that no contact can have', () => {
    const script = '{firstName} {last name} {TexterName} {organisation} {zip} {shoe size}';
    expect(checkScript(script, 'Us', ['Zip']).unknownFields).toEqual(['shoe size']);
    expect(checkScript(script, 'Us').unknownFields).toEqual(['zip', 'shoe size']);
  });
});
