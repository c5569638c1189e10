import type { Step } from './pattern.ts';
import type { Token } from './tokens.ts';

export type ScanRule<Meaning> = {
  readonly id: string;
  readonly meaning: Meaning;
  readonly patterns: readonly (readonly Step[])[];
};

/** A rule matched the tokens `from` to `until` (exclusive). */
export type Found<Meaning> = {
  readonly id: string;
  readonly meaning: Meaning;
  readonly from: number;
  readonly until: number;
};

type Scanner<Meaning> = (
  tokens: readonly Token[],
  count?: (steps: number) => void,
) => readonly Found<Meaning>[];

/** All patterns one after the other; after each pattern's last step stands its rule. */
type Program<Meaning> = readonly (Step | { readonly kind: 'end'; readonly rule: ScanRule<Meaning> })[];

/** Where patterns start in the program, by their first word: a certain one, any name, any word. */
type Starts = {
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  readonly anyName: readonly number[];
  readonly anyWord: readonly number[];
};

/**
 * Runs all patterns over a text side by side, as a non-deterministic automaton: each word is read once, with
 * at most as many live positions as all patterns have steps. So the time is in proportion to the length of
 * the text. `count` receives the number of steps, for the test of that.
 */
export function scanner<Meaning>(rules: readonly ScanRule<Meaning>[]): Scanner<Meaning> {
  const program: Program<Meaning>[number][] = [];
  const anywhere: (readonly [number, readonly Step[]])[] = [];
  const atOpening: (readonly [number, readonly Step[]])[] = [];
  for (const rule of rules) {
    for (const steps of rule.patterns) {
      const kind = steps[0]?.kind;
      (kind === 'opens' || kind === 'first' ? atOpening : anywhere).push([program.length, steps]);
      program.push(...steps, { kind: 'end', rule });
    }
  }
  const inside = startsOf(anywhere);
  const opening = startsOf(atOpening);
  return (tokens, count) => scan(program, inside, opening, tokens, count);
}

function startsOf(patterns: readonly (readonly [number, readonly Step[]])[]): Starts {
  const byWord = new Map<string, number[]>();
  const anyName: number[] = [];
  const anyWord: number[] = [];
  for (const [position, steps] of patterns) {
    const { words, names } = startWords(steps);
    if (words === null) anyWord.push(position);
    else if (names) anyName.push(position);
    for (const word of words ?? []) {
      const known = byWord.get(word);
      if (known) known.push(position);
      else byWord.set(word, [position]);
    }
  }
  return { byWord, anyName, anyWord };
}

/**
 * The words with which a pattern can begin, null if any word will do; and whether it can begin with a name.
 */
function startWords(steps: readonly Step[]): {
  readonly words: ReadonlySet<string> | null;
  readonly names: boolean;
} {
  const words = new Set<string>();
  let names = false;
  for (const step of steps) {
    if (step.kind !== 'word') continue;
    if (step.words === null || step.shape !== null) return { words: null, names };
    for (const word of step.words) words.add(word);
    names ||= step.unnamed !== null;
    if (!step.optional) return { words, names };
  }
  return { words: null, names };
}

function scan<Meaning>(
  program: Program<Meaning>,
  inside: Starts,
  opening: Starts,
  tokens: readonly Token[],
  count?: (steps: number) => void,
): readonly Found<Meaning>[] {
  const found: Found<Meaning>[] = [];
  let steps = 0;
  // Live positions: the place in the program, and the token at which that pattern began.
  let alive = new Map<number, number>();
  /** Goes on through all steps that take no word, and notes each place at which a word may be taken. */
  const settle = (into: Map<number, number>, position: number, from: number, at: number): void => {
    for (let next = position; ; next += 1) {
      steps += 1;
      const item = program[next];
      if (item?.kind === 'word') {
        // Of two ways to one place the one that began later is kept: it can go on the same, and its match is
        // shorter.
        into.set(next, Math.max(from, into.get(next) ?? 0));
        if (!item.optional) return;
      } else if (item?.kind === 'end') {
        found.push({ id: item.rule.id, meaning: item.rule.meaning, from, until: at });
        return;
      } else if (!item || !holds(item, tokens, at)) return;
    }
  };
  const begin = (starts: Starts, { word, capital }: Token, at: number) => {
    for (const position of starts.byWord.get(word) ?? []) settle(alive, position, at, at);
    if (capital) for (const position of starts.anyName) settle(alive, position, at, at);
    for (const position of starts.anyWord) settle(alive, position, at, at);
  };
  for (const [at, token] of tokens.entries()) {
    begin(inside, token, at);
    if (holds({ kind: 'opens' }, tokens, at)) begin(opening, token, at);
    const reached = new Map<number, number>();
    for (const [position, from] of alive) {
      steps += 1;
      const item = program[position];
      if (!item || item.kind === 'end' || !takes(item, token, from === at)) continue;
      settle(reached, item.kind === 'word' && item.repeats ? position : position + 1, from, at + 1);
    }
    alive = reached;
  }
  count?.(steps);
  return found;
}

function takes(item: Step, token: Token, first: boolean): boolean {
  if (item.kind !== 'word') return false;
  if (token.opens && !first && !item.crosses) return false;
  if (item.words === null || item.words.has(token.word)) return true;
  if (item.shape?.test(token.word)) return true;
  return item.unnamed !== null && token.capital && !item.unnamed.has(token.word);
}

function holds(item: Step, tokens: readonly Token[], at: number): boolean {
  const next = tokens[at];
  const previous = tokens[at - 1];
  switch (item.kind) {
    case 'opens':
      return next !== undefined && (next.opens || previous === undefined || previous.closes);
    case 'closes':
      return next === undefined || next.opens || (previous?.closes ?? true);
    case 'stops':
      return next === undefined || next.opens;
    case 'first':
      return at === 0;
    case 'last':
      return next === undefined;
    case 'joined':
      return next !== undefined && !next.opens && previous?.closes === false;
    case 'not-after':
      return (
        previous === undefined || previous.closes || next?.opens === true || !item.words.has(previous.word)
      );
    case 'not':
      return next === undefined || next.opens || !item.words.has(next.word);
    default:
      return false;
  }
}
