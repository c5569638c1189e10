import { describe, expect, test } from 'vitest';
import { abusiveWords, isAbusive } from '../../main/core/rules/abuse.ts';
import data from '../../main/core/rules/data/abuse.json' with { type: 'json' };
import { decide } from '../../main/core/rules/decide.ts';
import { inbound, settings } from './facts.ts';

describe('what is folded away from volunteers', () => {
  test.each([
    ['Go to HELL!!', 'Go to HELL'],
    ['you absolute ＩＤＩＯＴ', 'ＩＤＩＯＴ'],
    ['Fuuuuuck off', 'Fuuuuuck'],
    ['what the f**k is this', 'f**k'],
    ['I hope you die, all of you', 'hope you die'],
    ['eres un PENDEJO', 'PENDEJO'],
    ['cabron', 'cabron'],
    ['Ojalá te mueras', 'Ojalá te mueras'],
    ['ѕhіt', 'ѕhіt'],
    ['kill\u200b yourself', 'kill\u200b yourself'],
    ['You’re disgusting.', 'You’re disgusting'],
  ])('%s', (text, words) => {
    expect(abusiveWords(text)).toBe(words);
  });

  test('every word and phrase of the list, in capitals and among others', () => {
    for (const entry of [data.words, data.phrases].flatMap((lists) => Object.values(lists).flat())) {
      expect(isAbusive(`well, ${entry.toUpperCase()}, ok?`), entry).toBe(true);
    }
  });
});

describe('what is not', () => {
  test.each([
    'STOP',
    'No thanks, I am not interested.',
    'I live in Scunthorpe, near Penistone.',
    'Dick Cox here. See you for cocktails at the Cockpit!',
    'That class was a classic assessment.',
    'The hell of it is that rent went up again, damn.',
    'Stop texting me or I will report you.',
    '5*4*3 = 60, see page *12*',
    'me gusta la computadora de mi hija',
    'Go to Hull, I hope you diet',
    'kill the bill, yourself and others should call',
    '*please* call me *back*',
    '',
  ])('%s', (text) => {
    expect(abusiveWords(text)).toBeNull();
  });

  test('words are whole: an entry inside a longer word is none', () => {
    for (const word of Object.values(data.words).flat()) expect(isAbusive(`xq${word}qx`), word).toBe(false);
  });
});

test('the list is data with a version, a date and a source, without doubles', () => {
  expect(data.version).toBeGreaterThan(0);
  expect(data.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(data.source).not.toBe('');
  for (const list of [...Object.values(data.words), ...Object.values(data.phrases)]) {
    expect(new Set(list).size).toBe(list.length);
  }
});

test('abuse changes nothing about an opt-out', () => {
  for (const text of ['STOP', 'fucking stop texting me', 'take me off your list you idiot']) {
    expect(['opt-out', 'hold']).toContain(decide(inbound(text), settings).decision);
  }
});

test('a long text is read whole, wherever the words stand', () => {
  for (const filler of ['f* ', 'a*', 'aaaaaaaa', 'go to ']) {
    const long = filler.repeat(20_000);
    expect(abusiveWords(long)).toBeNull();
    expect(abusiveWords(`${long} you idiot`)).toBe('idiot');
  }
});
