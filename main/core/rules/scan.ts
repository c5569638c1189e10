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

export type Scanner<Meaning> = (
  tokens: readonly Token[],
  count?: (steps: number) => void,
) => readonly Found<Meaning>[];

type State<Meaning> = {
  readonly rule: ScanRule<Meaning>;
  readonly steps: readonly Step[];
  readonly starts: ReadonlySet<string> | null;
};

/**
 * Runs all patterns over a text side by side, as a non-deterministic automaton: each word is looked at once, and the
 * positions alive at a word are at most the steps of all patterns. So the work is linear in the length of the text,
 * whatever the text is; `count` is told the steps, for the test that proves it.
 */
export function scanner<Meaning>(rules: readonly ScanRule<Meaning>[]): Scanner<Meaning> {
  const states: State<Meaning>[] = rules.flatMap((rule) =>
    rule.patterns.map((steps) => ({ rule, steps, starts: startWords(steps) })),
  );
  const byWord = new Map<string, State<Meaning>[]>();
  const anyWord: State<Meaning>[] = [];
  for (const state of states) {
    if (state.starts === null) anyWord.push(state);
    for (const word of state.starts ?? []) byWord.set(word, [...(byWord.get(word) ?? []), state]);
  }
  return (tokens, count) => scan(tokens, (word) => [...(byWord.get(word) ?? []), ...anyWord], count);
}

/** The words with which a pattern can begin; null if any word will do. */
function startWords(steps: readonly Step[]): ReadonlySet<string> | null {
  const words = new Set<string>();
  for (const step of steps) {
    if (step.kind === 'name') return null;
    if (step.kind !== 'word') continue;
    if (step.words === null) return null;
    for (const word of step.words) words.add(word);
    if (!step.optional) return words;
  }
  return null;
}

function scan<Meaning>(
  tokens: readonly Token[],
  beginning: (word: string) => readonly State<Meaning>[],
  count?: (steps: number) => void,
): readonly Found<Meaning>[] {
  const found: Found<Meaning>[] = [];
  let steps = 0;
  // For each pattern that is under way: the steps it stands before, and at which token each began.
  let alive = new Map<State<Meaning>, Map<number, number>>();
  const settle = (
    state: State<Meaning>,
    into: Map<number, number>,
    step: number,
    from: number,
    at: number,
  ): void => {
    for (let next = step; ; next += 1) {
      steps += 1;
      const item = state.steps[next];
      if (!item) {
        found.push({ id: state.rule.id, meaning: state.rule.meaning, from, until: at });
        return;
      }
      if (item.kind === 'word' || item.kind === 'name') {
        // Of two ways to stand here the one that began later can do all that the other can, and is the shorter match.
        into.set(next, Math.max(from, into.get(next) ?? 0));
        if (item.kind === 'name' || !item.optional) return;
      } else if (!holds(item, tokens, at)) return;
    }
  };
  for (const [at, token] of tokens.entries()) {
    const next = new Map<State<Meaning>, Map<number, number>>();
    for (const state of beginning(token.word)) {
      const standing = alive.get(state) ?? new Map<number, number>();
      settle(state, standing, 0, at, at);
      alive.set(state, standing);
    }
    for (const [state, standing] of alive) {
      const reached = new Map<number, number>();
      for (const [step, from] of standing) {
        steps += 1;
        const item = state.steps[step];
        if (!item || !takes(item, token, from === at)) continue;
        if (item.kind === 'word' && item.repeats) settle(state, reached, step, from, at + 1);
        else settle(state, reached, step + 1, from, at + 1);
      }
      if (reached.size > 0) next.set(state, reached);
    }
    alive = next;
  }
  count?.(steps);
  return found;
}

function takes(item: Step, token: Token, first: boolean): boolean {
  if (item.kind === 'name') return token.capital && !item.words.has(token.word) && (first || !token.opens);
  if (item.kind !== 'word') return false;
  if (token.opens && !first && !item.crosses) return false;
  return item.words === null || item.words.has(token.word);
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
    case 'not':
      return next === undefined || next.opens || !item.words.has(next.word);
    default:
      return false;
  }
}
