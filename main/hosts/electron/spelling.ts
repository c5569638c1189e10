import { z } from 'zod';
import { startThread, type Thread, threadFile } from '../../core/threads/thread.ts';
import { readJson, writeJson } from './jsonFile.ts';

/** What the thread does (spellWorker.ts). */
export type SpellWork = {
  load(files: readonly string[], learned: readonly string[]): void;
  wrong(words: readonly string[]): string[];
  suggest(word: string): string[];
  learn(word: string): void;
};

export type Spelling = {
  /**
   * The words among these that no dictionary knows. Parses what a page sent; empty where that is malformed.
   */
  wrong(words: unknown): Promise<string[]>;
  /** What may have been meant, the likeliest first. */
  suggest(word: string): Promise<string[]>;
  /** Adds a word that counts as right from now on. */
  learn(word: string): void;
  stop(): void;
};

const Word = z.string().min(1).max(60);
/** At most so many words are asked about at once: those of a long text. */
const Words = z.array(z.string().max(1000)).max(5000);
const Learned = z.array(Word).max(5000).catch([]);

/**
 * Spell checking with the system's dictionaries, where Chromium has none and would have to download some.
 * They are read on a thread when the first words come. @param options.files of dictionaries, without their
 * endings @param options.learnedFile words that people have added
 */
export function createSpelling(options: {
  readonly files: readonly string[];
  readonly learnedFile: string;
}): Spelling {
  const { files, learnedFile } = options;
  let thread: Thread<SpellWork> | null = null;
  const line = () => {
    if (thread !== null) return thread.line;
    thread = startThread<SpellWork>(threadFile(import.meta.url, './spellWorker'), { name: 'spelling' });
    thread.line.tell('load', files, Learned.parse(readJson(learnedFile)));
    return thread.line;
  };
  return {
    wrong: async (given) => {
      const words = Words.safeParse(given).data ?? [];
      return words.length === 0
        ? []
        : line()
            .ask('wrong', words)
            .catch(() => []);
    },
    suggest: (word) =>
      line()
        .ask('suggest', word)
        .catch(() => []),
    learn: (word) => {
      if (!Word.safeParse(word).success) return;
      line().tell('learn', word);
      try {
        const learned = new Set([...Learned.parse(readJson(learnedFile)), word]);
        writeJson(learnedFile, [...learned]);
      } catch {
        // The word counts as right until Heed ends.
      }
    },
    stop: () => void thread?.worker.terminate(),
  };
}
