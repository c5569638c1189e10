import type { OutcomeKind } from '../../../shared/text/outcome.ts';
import business from './data/business.json' with { type: 'json' };
import classes from './data/classes.json' with { type: 'json' };
import deceased from './data/deceased.json' with { type: 'json' };
import innocent from './data/innocent.json' with { type: 'json' };
import keywordFirst from './data/keyword-first.json' with { type: 'json' };
import learned from './data/learned.json' with { type: 'json' };
import requestsEn from './data/requests-en.json' with { type: 'json' };
import requestsEs from './data/requests-es.json' with { type: 'json' };
import requestsFr from './data/requests-fr.json' with { type: 'json' };
import resume from './data/resume.json' with { type: 'json' };
import slogans from './data/slogans.json' with { type: 'json' };
import softRefusals from './data/soft-refusals.json' with { type: 'json' };
import wrongNumber from './data/wrong-number.json' with { type: 'json' };
import { languageRules, written } from './languages.ts';
import { reader, sureEnough } from './learned.ts';
import { ourMatcher } from './ourMatcher.ts';
import { compilePattern } from './pattern.ts';
import { withoutQuotes } from './quotes.ts';
import { type Found, type ScanRule, scanner } from './scan.ts';
import { withoutSignature } from './signature.ts';
import { plainWords, type Token, tokenize } from './tokens.ts';

/** `first` is a request that rests on a keyword's place alone; a slogan takes it back. */
type Meaning = OutcomeKind | 'request' | 'first' | 'slogan' | 'resume' | 'soft-refusal' | 'innocent';

type LikelyFacts = {
  readonly text: string;
  readonly ourTexts: readonly string[];
  readonly extraPhrases: readonly string[];
};

/** What a text that is no keyword seems to mean; `rule` and `matched` as in Verdict. */
type Likely = {
  readonly meaning: 'request' | 'wrong-number' | 'resume' | 'soft-refusal' | 'none';
  readonly rule: string;
  readonly matched: string;
};

const NONE: Likely = { meaning: 'none', rule: 'none', matched: '' };

/** An automatic reply: nobody wrote it, so nobody asked to stop. */
const AUTO_REPLY = 'innocent:auto-reply';

/** A text of stop signs alone. A person judges it, since there is no word in it. */
const ONLY_STOP_SIGNS = /^(?:🛑|⛔|\s|\uFE0F)*(?:🛑|⛔)(?:\s|\uFE0F|🛑|⛔)*$/u;

type DataFile = {
  readonly rules: readonly { readonly id: string; readonly patterns: readonly string[] }[];
};

function compile(file: DataFile, meaning: Meaning): readonly ScanRule<Meaning>[] {
  return file.rules.map(({ id, patterns }) => compileRule(id, patterns.flatMap(written), meaning));
}

function compileRule(id: string, patterns: readonly string[], meaning: Meaning): ScanRule<Meaning> {
  return { id, meaning, patterns: patterns.flatMap((each) => compilePattern(each, classes.classes)) };
}

const compileAll = () => ({
  scan: scanner<Meaning>([
    ...compile(requestsEn, 'request'),
    ...compile(requestsEs, 'request'),
    ...compile(requestsFr, 'request'),
    ...languageRules().map(({ id, patterns }) => compileRule(id, patterns, 'request')),
    ...compile(keywordFirst, 'first'),
    ...compile(slogans, 'slogan'),
    ...compile(deceased, 'deceased'),
    ...compile(business, 'business'),
    ...compile(wrongNumber, 'wrong-number'),
    ...compile(resume, 'resume'),
    ...compile(softRefusals, 'soft-refusal'),
    ...compile(innocent, 'innocent'),
  ]),
  read: reader(learned),
});

let compiled: ReturnType<typeof compileAll> | undefined;
/**
 * Compiled with the first text that is read, so that a start, and each thread that loads the rules and reads
 * no text, need not wait for it.
 */
const judges = () => {
  compiled ??= compileAll();
  return compiled;
};

/**
 * Reads a text that is not one keyword (design, rule 3): asked to stop, wrong number, asked to resume,
 * unwilling, or none of these. Reactions to our own texts, quotes of them and a phone's signature are taken
 * out first. An innocent phrase cancels only the matches that it overlaps, so a slogan does not hide a
 * request beside it. Of several meanings a request counts first, then a wrong number (with the deceased and
 * businesses, which end the same), a wish to resume, a soft refusal. `count` receives the number of the
 * scanner's steps, for tests.
 */
export function likely(facts: LikelyFacts, count?: (steps: number) => void): Likely {
  const own = withoutQuotes(facts.text, facts.ourTexts);
  const text = own === null ? null : withoutSignature(own);
  if (text === null) return { meaning: 'none', rule: 'reaction', matched: '' };
  if (ONLY_STOP_SIGNS.test(text.slice(0, 200)))
    return { meaning: 'request', rule: 'phrase:stop-sign', matched: text.trim() };
  const tokens = tokenize(text);
  const admin = adminPhrase(text, facts.extraPhrases);
  if (admin !== null) return { meaning: 'request', rule: 'phrase:admin', matched: admin };
  // "revoke" and "opt out" are requests by law for every provider, though only provider-2's own list has
  // them.
  if (ourMatcher('provider-2', text)?.kind === 'stop')
    return { meaning: 'request', rule: 'phrase:keyword', matched: text.trim() };
  const found = judges().scan(tokens, count);
  return secondJudge(text, tokens, byPhrases(text, tokens, found), found);
}

/** At these odds the judge takes it that nobody was reached. */
const OWN = -0.5;
/**
 * Below these odds the text speaks of somebody else's death ("my husband died last year but I will vote"),
 * and no action asks whether the person was reached.
 */
const NOT_THEIRS = -8;
const OUTCOMES = ['deceased', 'business', 'wrong-number'] as const satisfies readonly OutcomeKind[];

/** Meanings that speak against a request; beside one of them the judge must be surer. */
const AGAINST: ReadonlySet<Meaning> = new Set(['innocent', 'slogan', 'resume']);

/**
 * Holds a text that the phrases did not hold where the learned judge reads a request, and where they found
 * nothing lets it say that nobody was reached. It never cancels a hold (decision 39).
 */
function secondJudge(
  text: string,
  tokens: readonly Token[],
  verdict: Likely,
  found: readonly Found<Meaning>[],
): Likely {
  if (verdict.meaning === 'request' || verdict.rule === AUTO_REPLY) return verdict;
  const reading = judges().read(tokens);
  const doubted = found.some(({ meaning }) => AGAINST.has(meaning));
  if (sureEnough(reading.request.odds, doubted))
    return { meaning: 'request', rule: 'learned:request', matched: wordsOf(text, tokens, reading.request) };
  if (verdict.rule.startsWith('deceased:') && reading.deceased.odds < NOT_THEIRS) return NONE;
  if (doubted || verdict.meaning !== 'none') return verdict;
  const kind = OUTCOMES.find((each) => reading[each].odds >= OWN);
  if (kind === undefined) return verdict;
  return { meaning: 'wrong-number', rule: `${kind}:learned`, matched: wordsOf(text, tokens, reading[kind]) };
}

function byPhrases(text: string, tokens: readonly Token[], found: readonly Found<Meaning>[]): Likely {
  const innocents = found.filter((each) => each.meaning === 'innocent');
  const slogansFound = found.filter((each) => each.meaning === 'slogan');
  const auto = innocents.find((each) => `innocent:${each.id}` === AUTO_REPLY);
  const apart = (each: Found<Meaning>, others: readonly Found<Meaning>[]) =>
    !others.some((other) => each.from < other.until && other.from < each.until);
  // A soft refusal only marks the text, so nothing has to cancel it.
  const free = (each: Found<Meaning>) =>
    auto === undefined &&
    (each.meaning === 'soft-refusal' || apart(each, innocents)) &&
    (each.meaning !== 'first' || apart(each, slogansFound));
  const answer = (
    each: Found<Meaning> | undefined,
    meaning: Likely['meaning'],
    kind: string,
  ): Likely | null =>
    each ? { meaning, rule: `${kind}:${each.id}`, matched: wordsOf(text, tokens, each) } : null;
  const first = (meaning: Meaning) => found.find((each) => each.meaning === meaning && free(each));
  return (
    answer(first('request'), 'request', 'phrase') ??
    answer(first('first'), 'request', 'phrase') ??
    answer(first('deceased'), 'wrong-number', 'deceased') ??
    answer(first('business'), 'wrong-number', 'business') ??
    answer(first('wrong-number'), 'wrong-number', 'wrong-number') ??
    answer(first('resume'), 'resume', 'resume') ??
    answer(first('soft-refusal'), 'soft-refusal', 'soft-refusal') ??
    (innocents[0] ? { ...NONE, rule: `innocent:${(auto ?? innocents[0]).id}` } : NONE)
  );
}

function wordsOf(
  text: string,
  tokens: readonly Token[],
  { from, until }: Pick<Found<Meaning>, 'from' | 'until'>,
): string {
  return text.slice(tokens[from]?.from ?? 0, tokens[until - 1]?.until ?? 0);
}

/**
 * The first phrase of an admin that stands in the text, as whole words, whatever their case, spacing and
 * punctuation.
 */
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
