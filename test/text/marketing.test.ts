import { expect, test } from 'vitest';
import { marketingIn } from '../../shared/text/marketing.ts';

const kinds = (text: string, organisation = 'Harbor Tenants') =>
  marketingIn(text, organisation).map(({ kind }) => kind);

test.each([
  'You are now opted out and will receive no more messages from {organisation}.',
  'You are opted out of texts from {organisation}. Reply START to resubscribe.',
  '{organisation}: You have been unsubscribed and will get no further messages. Reply HELP for help.',
  'Done, we will not text you again. Questions? Contact help@example.org or 216-555-0100.',
  'For help call +1 216 555 0100. No more messages will be sent.',
  'You will get no more texts about voting or donations from us.',
  'We have removed you from our volunteer list.',
  "You won't hear from Harbor Tenants again. Text START to 12165550190 if you need help or change your mind.",
  'STOP received. You are out.',
  'Ha sido dado de baja y no recibirá más mensajes de {organisation}.',
  'Ya no recibirás mensajes sobre votar ni donaciones de {organisation}.',
  'Listo. No le enviaremos mensajes. Para ayuda llame al 216-555-0100.',
])('confirms and nothing else: %s', (text) => {
  expect(marketingIn(text, 'Harbor Tenants')).toEqual([]);
});

test.each([
  ['You are out. Donate at https://example.org/give to help us win!', ['link', 'money', 'call-to-action']],
  ['You are opted out. Chip in $5 today?', ['money']],
  ['You will get no more texts, please donate.', ['money']],
  ['You will get no more texts but give $10 to our legal fund', ['money']],
  ['Opted out. Vote on November 3!', ['vote']],
  ['Unsubscribed. Join us at the rally on Sunday.', ['join']],
  ['You are out. Sign up to volunteer!', ['join']],
  ['You are out. Follow us on Instagram', ['follow']],
  ['You are out. More at harbortenants.org', ['link']],
  ['You are out. See bit.ly/x7', ['link']],
  ['Sorry to see you go! You are opted out.', ['persuade']],
  ['Are you sure? Reply STOP again to leave.', ['persuade']],
  ['You are out. Text WIN to 55155', ['call-to-action']],
  ['You are out. Together we fight for homes.', ['call-to-action']],
  ['You are out. Sign the petition.', ['call-to-action']],
  ['You are out. Call 216-555-0100 and tell the mayor.', ['phone']],
  ['You are out. Call (216) 555-0100 now', ['phone']],
  ['Está fuera. Done hoy para ayudarnos', ['money']],
  ['Dado de baja. ¡Vota el martes!', ['vote']],
  ['Dado de baja. Únete a nosotros', ['join']],
  ['Dado de baja. Síguenos en redes', ['follow']],
  ['Dado de baja. ¿Estás seguro?', ['persuade']],
  ['Dado de baja. Ayúdanos a ganar', ['call-to-action']],
  ['You are opted out. '.repeat(9), ['long']],
  ['You are opted out, and no more texts of ours will come to you from now on ☺', ['long']],
])('finds in %s', (text, found) => {
  expect(kinds(text)).toEqual(found);
});

test('the organisation’s own name is no marketing, and counts for the length', () => {
  expect(kinds('You get no more texts from Vote Harbor.', 'Vote Harbor')).toEqual([]);
  expect(kinds('You are out. Vote Harbor', 'Vote Harbor')).toEqual([]);
  expect(kinds('You are opted out of {organisation}.', 'A'.repeat(150))).toEqual(['long']);
});

test('says which words it found', () => {
  expect(marketingIn('Out. DONATE at example.org/give')).toEqual([
    { kind: 'link', words: 'example.org/give' },
    { kind: 'money', words: 'DONATE' },
  ]);
});

test('a long text of nothing but marks costs no time', () => {
  for (const unit of ['(', '1 ', 'a.', '- ', 'give ', 'http', '.a-']) {
    expect(marketingIn(unit.repeat(480 / unit.length)).length).toBeLessThan(4);
  }
});
