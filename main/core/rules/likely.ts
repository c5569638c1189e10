import type { Profile } from '../../../shared/schema/words.ts';
import classes from './data/classes.json' with { type: 'json' };
import innocent from './data/innocent.json' with { type: 'json' };
import requestsEn from './data/requests-en.json' with { type: 'json' };
import requestsEs from './data/requests-es.json' with { type: 'json' };
import requestsFr from './data/requests-fr.json' with { type: 'json' };
import resume from './data/resume.json' with { type: 'json' };
import wrongNumber from './data/wrong-number.json' with { type: 'json' };
import { ourMatcher } from './ourMatcher.ts';
import { compilePattern } from './pattern.ts';
import { withoutQuotes } from './quotes.ts';
import { type Found, type ScanRule, scanner } from './scan.ts';
import { plainWords, type Token, tokenize } from './tokens.ts';

type Meaning = 'request' | 'wrong-number' | 'resume' | 'innocent';

type LikelyFacts = {
  readonly profile: Profile;
  readonly text: string;
  readonly ourTexts: readonly string[];
  readonly extraPhrases: readonly string[];
};

/** What a text that is no keyword seems to mean; `rule` and `matched` as in Verdict. */
type Likely = {
  readonly meaning: 'request' | 'wrong-number' | 'resume' | 'none';
  readonly rule: string;
  readonly matched: string;
};

const NONE: Likely = { meaning: 'none', rule: 'none', matched: '' };

/** Stop signs alone say what the word says; without a word they are for a person to judge. */
const ONLY_STOP_SIGNS = /^(?:🛑|⛔|\s|\uFE0F)*(?:🛑|⛔)(?:\s|\uFE0F|🛑|⛔)*$/u;

type DataFile = {
  readonly meaning: string;
  readonly rules: readonly { readonly id: string; readonly patterns: readonly string[] }[];
};

function compile(file: DataFile, meaning: Meaning): readonly ScanRule<Meaning>[] {
  return file.rules.map(({ id, patterns }) => ({
    id,
    meaning,
    patterns: patterns.flatMap((pattern) => compilePattern(pattern, classes.classes)),
  }));
}

const scan = scanner<Meaning>([
  ...compile(requestsEn, 'request'),
  ...compile(requestsEs, 'request'),
  ...compile(requestsFr, 'request'),
  ...compile(wrongNumber, 'wrong-number'),
  ...compile(resume, 'resume'),
  ...compile(innocent, 'innocent'),
]);

/**
 * Reads a text that is not one keyword (design, rule 3): asked to stop, wrong number, asked to resume, or none of these.
 * Reactions to our own texts and quotes of them are taken out first. An innocent turn of phrase takes back what it
 * overlaps and nothing else, so a slogan does not hide a request beside it. A request outweighs a wrong number, a wrong
 * number outweighs a wish to resume. `count` is told the steps of the automaton.
 */
export function likely(facts: LikelyFacts, count?: (steps: number) => void): Likely {
  const text = withoutQuotes(facts.text, facts.ourTexts);
  if (text === null) return { meaning: 'none', rule: 'reaction', matched: '' };
  if (ONLY_STOP_SIGNS.test(text.slice(0, 200)))
    return { meaning: 'request', rule: 'phrase:stop-sign', matched: text.trim() };
  const tokens = tokenize(text);
  const admin = adminPhrase(text, facts.extraPhrases);
  if (admin !== null) return { meaning: 'request', rule: 'phrase:admin', matched: admin };
  const found = scan(tokens, count);
  const innocents = found.filter((each) => each.meaning === 'innocent');
  const auto = innocents.some((each) => each.id === 'auto-reply');
  const free = (each: Found<Meaning>) =>
    !auto && !innocents.some((other) => each.from < other.until && other.from < each.until);
  const answer = (
    each: Found<Meaning> | undefined,
    meaning: Likely['meaning'],
    kind: string,
  ): Likely | null =>
    each ? { meaning, rule: `${kind}:${each.id}`, matched: wordsOf(text, tokens, each) } : null;
  const first = (meaning: Meaning) => found.find((each) => each.meaning === meaning && free(each));
  return (
    answer(first('request'), 'request', 'phrase') ??
    spelledOut(facts.profile, text, tokens) ??
    answer(first('wrong-number'), 'wrong-number', 'wrong-number') ??
    answer(first('resume'), 'resume', 'resume') ??
    (innocents[0] ? { ...NONE, rule: `innocent:${innocents[0].id}` } : NONE)
  );
}

function wordsOf(text: string, tokens: readonly Token[], { from, until }: Found<Meaning>): string {
  return text.slice(tokens[from]?.from ?? 0, tokens[until - 1]?.until ?? 0);
}

/** "st op", "un-subscribe": letters with gaps that spell one keyword and nothing more. */
function spelledOut(profile: Profile, text: string, tokens: readonly Token[]): Likely | null {
  const letters = text.slice(0, 60).replace(/[^\p{L}\p{M}\p{Cf}]/gu, '');
  if (tokens.length < 2 || text.length > 60) return null;
  return ourMatcher(profile, letters)?.kind === 'stop'
    ? { meaning: 'request', rule: 'phrase:spelled-out', matched: text.trim() }
    : null;
}

/** Phrases of an admin are found anywhere, as whole words, whatever their case, spacing and punctuation. */
function adminPhrase(text: string, phrases: readonly string[]): string | null {
  if (phrases.length === 0) return null;
  const said = plainWords(text);
  for (const phrase of phrases) {
    const words = plainWords(phrase).map((token) => token.word);
    if (words.length === 0) continue;
    const at = said.findIndex((_, from) => words.every((word, step) => said[from + step]?.word === word));
    const first = said[at];
    const last = said[at + words.length - 1];
    if (first && last) return text.slice(first.from, last.until);
  }
  return null;
}
