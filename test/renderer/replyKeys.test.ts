import { expect, it } from 'vitest';
import { sendKey } from '../../renderer/components/outbox/sendKeys.ts';
import { findReplies, type Offered } from '../../renderer/views/messenger/replyOrder.ts';

const REPLIES = [
  { title: 'Who is this', text: 'I am with the Harbor Tenants.' },
  { title: 'Say thanks', text: 'Great!' },
  { title: 'Thanks — yes', text: 'Thank you! See you there.' },
  { title: 'Where', text: 'At the hall on Third Street.' },
  { title: 'Más información', text: 'Aquí está.' },
];
const offered = (title: string, text: string, more: Partial<Offered> = {}): Offered => ({
  folder: '',
  title,
  text,
  question: null,
  uses: { own: 0, all: 0 },
  ...more,
});
const all = REPLIES.map(({ title, text }) => offered(title, text));
const sections = (replies: readonly Offered[], question: string | null = null) =>
  findReplies(replies, '', question).map((each) => ({
    heading: each.heading,
    titles: each.replies.map(({ title }) => title),
  }));
const titles = (typed: string) =>
  findReplies(all, typed).flatMap(({ replies }) => replies.map(({ title }) => title));

it('those of the current question come first, then those used most by this person and by all, then folders', () => {
  const replies = [
    offered('Hours', 'a', { folder: 'Voting' }),
    offered('Bye', 'b', { uses: { own: 0, all: 9 } }),
    offered('Mine', 'c', { folder: 'Voting', uses: { own: 2, all: 2 } }),
    offered('Ride', 'd', { folder: 'Help', question: 'ride' }),
    offered('Who', 'e'),
  ];
  expect(sections(replies, 'ride')).toEqual([
    { heading: 'likely', titles: ['Ride', 'Mine', 'Bye'] },
    { heading: { folder: 'Voting' }, titles: ['Hours'] },
    { heading: 'other', titles: ['Who'] },
  ]);
  expect(sections(replies).map(({ titles: own }) => own)).toEqual([
    ['Mine', 'Bye'],
    ['Hours'],
    ['Ride'],
    ['Who'],
  ]);
  // Two replies with the same words, told apart by their use.
  expect(
    findReplies([offered('Thanks', 'a'), offered('Thanks!', 'b', { uses: { own: 0, all: 1 } })], 'tha')[0]
      ?.replies[0]?.title,
  ).toBe('Thanks!');
  expect(sections(all)).toEqual([{ heading: null, titles: REPLIES.map(({ title }) => title) }]);
});

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
