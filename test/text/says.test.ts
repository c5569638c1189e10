import { expect, test } from 'vitest';
import { inCallersLanguage } from '../../main/core/base/language.ts';
import { Login, Password } from '../../shared/contract/access/session.ts';
import { settingProblem as problem } from '../../shared/providers/field.ts';
import { type ProviderName, settingsOf } from '../../shared/providers/index.ts';
import { E164 } from '../../shared/schema/phone.ts';

const asked = <T>(header: string, next: () => T) =>
  inCallersLanguage({ request: { headers: { 'accept-language': header } }, next });
const settingProblem = (provider: ProviderName, key: string, missing: boolean) =>
  problem(settingsOf(provider).fields, key, missing);
const complaint = (schema: typeof E164, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

test('a schema complains in the language of whoever asks, in its own words and in those of the library', () => {
  const all = () => [
    complaint(E164, '0123'),
    complaint(Password, 'short'),
    complaint(Login, 'a b'),
    complaint(E164, 7),
  ];
  const english = asked('en', all);
  const spanish = asked('es', all);
  expect(english).toEqual([
    'Enter a phone number in the form +12025550143.',
    'At least 10 characters.',
    'Letters, digits and . _ @ + - only.',
    'Invalid input: expected string, received number',
  ]);
  expect(spanish).toEqual([
    'Escriba un número de teléfono con la forma +12025550143.',
    'Al menos 10 caracteres.',
    expect.stringMatching(/^Solo letras/),
    'Entrada inválida: se esperaba texto, recibido número',
  ]);
  expect(asked('en', all)).toEqual(english);
});

test('a refused setting is called by its name, another by its key', () => {
  expect(settingProblem('twilio', 'accountSid', true)).toBe('Account SID is needed.');
  expect(settingProblem('simulator', 'baseUrl', true)).toBe('Address of the simulator is needed.');
  expect(settingProblem('twilio', 'baseUrl', true)).toBe('Base URL is needed.');
  expect(settingProblem('twilio', 'gapGraceSeconds', false)).toMatch(/^gapGraceSeconds is wrong/);
  expect(asked('es', () => settingProblem('twilio', 'accountSid', true))).toBe(
    'Falta este dato: SID de la cuenta.',
  );
});
