import { readFileSync } from 'node:fs';
import nspell from 'nspell';
import { serve } from '../../core/threads/inside.ts';
import type { SpellWork } from './spelling.ts';

/** Thread that holds the dictionaries, started by createSpelling alone. Reading one takes a second or two. */

type Dictionary = ReturnType<typeof nspell>;

/** The text of a dictionary's file. Each .aff names the encoding of both. */
function textOf(file: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(file);
  } catch {
    return file.toString('latin1');
  }
}

/** Null where it cannot be read; the other dictionaries are used all the same. */
function read(file: string): Dictionary | null {
  try {
    const rules = readFileSync(`${file}.aff`);
    const [, encoding = 'latin1'] = /^\s*SET\s+(\S+)/m.exec(rules.toString('latin1')) ?? [];
    const text = (ending: 'aff' | 'dic') => textOf(readFileSync(`${file}.${ending}`), encoding);
    return nspell({ aff: text('aff'), dic: text('dic') });
  } catch {
    return null;
  }
}

/**
 * Words that are looked up: Latin letters, all small or with a capital at the start. Numbers, names of
 * fields, and words in capitals or another script are never marked as wrong.
 */
const LOOKED_UP = /^(?=\p{Script=Latin}+)\p{L}[\p{Ll}'-]+$/u;
/** In the form of dictionaries: composed letters, and the plain apostrophe. */
const plain = (word: string) => word.normalize('NFC').replaceAll('’', "'");

const MOST_SUGGESTIONS = 5;
let dictionaries: readonly Dictionary[] = [];

serve({
  load(files, learned) {
    dictionaries = files.flatMap((file) => read(file) ?? []);
    for (const each of dictionaries) for (const word of learned) each.add(word);
  },
  wrong: (words) => {
    if (dictionaries.length === 0) return [];
    const isRight = (word: string) => dictionaries.some((each) => each.correct(word));
    return words.filter((word) => LOOKED_UP.test(plain(word)) && !isRight(plain(word)));
  },
  suggest: (word) => {
    // Takes one of each dictionary in turn, since the language of the word is unknown.
    const lists = dictionaries.map((each) => each.suggest(plain(word)));
    const longest = Math.max(0, ...lists.map((list) => list.length));
    const inTurn = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
    return [...new Set(inTurn)].slice(0, MOST_SUGGESTIONS);
  },
  learn: (word) => {
    for (const each of dictionaries) each.add(word);
  },
} satisfies SpellWork);
