import { expect, it } from 'vitest';
import { sendKey } from '../../renderer/components/outbox/sendKeys.ts';
import { findReplies } from '../../renderer/views/desk/replyOrder.ts';

const REPLIES = [
  { title: 'Who is this', text: 'I am with the Harbor Tenants.' },
  { title: 'Say thanks', text: 'Great!' },
  { title: 'Thanks — yes', text: 'Thank you! See you there.' },
  { title: 'Where', text: 'At the hall on Third Street.' },
  { title: 'Más información', text: 'Aquí está.' },
];
const titles = (typed: string) => findReplies(REPLIES, typed).map(({ title }) => title);

it('a title that begins with it comes first, then a word of one, then the middle of one, then the texts', () => {
  expect(titles('th')).toEqual(['Thanks — yes', 'Who is this', 'Say thanks', 'Where']);
  expect(titles('THI')).toEqual(['Who is this', 'Where']);
  expect(titles('ere')).toEqual(['Where', 'Thanks — yes']);
});

it('accents make no difference, and nothing typed shows all', () => {
  expect(titles('mas')).toEqual(['Más información']);
  expect(titles(' aqui ')).toEqual(['Más información']);
  expect(titles('')).toHaveLength(REPLIES.length);
  expect(titles('zebra')).toEqual([]);
});

const key = (more: Partial<Parameters<typeof sendKey>[0]> = {}) => ({
  key: 'Enter',
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});

it('Enter sends or begins a line, as each person likes it; Ctrl+Enter always sends, Alt+Enter goes on as well', () => {
  expect(sendKey(key(), true)).toBe('send');
  expect(sendKey(key(), false)).toBe(null);
  expect(sendKey(key({ shiftKey: true }), true)).toBe(null);
  for (const enterSends of [true, false]) {
    expect(sendKey(key({ ctrlKey: true }), enterSends)).toBe('send');
    expect(sendKey(key({ metaKey: true }), enterSends)).toBe('send');
    expect(sendKey(key({ altKey: true }), enterSends)).toBe('next');
  }
});

it('a key held down and a character that is still being composed send nothing', () => {
  expect(sendKey(key({ repeat: true }), true)).toBe(null);
  expect(sendKey(key({ isComposing: true }), true)).toBe(null);
  expect(sendKey(key({ key: 'a' }), true)).toBe(null);
});
