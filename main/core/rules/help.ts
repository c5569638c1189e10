import { ASKED_TO_STOP } from '../../../shared/contract/decisions/mayDecide.ts';
import data from './data/help.json' with { type: 'json' };
import { fold } from './fold.ts';
import { providerMatcher } from './providerMatcher.ts';
import type { Effect, InboundFacts, RuleSettings, Verdict } from './types.ts';

const WORDS: ReadonlySet<string> = new Set(data.words);

/** Milliseconds. A later answer would surprise the person, perhaps at night, so a texter answers then. */
const ANSWER_WITHIN = 10 * 60_000;

/**
 * Whether the whole text is one of the words that ask who is writing, such as HELP; punctuation around it
 * does not count.
 */
function isHelp(text: string): boolean {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 1 && WORDS.has(words[0] ?? '');
}

/** Whether the provider answers by itself, which it does to its own words only. */
function providerAnswers({ behaviour, text, signal }: InboundFacts): boolean {
  if (behaviour.profile === 'provider-1') return false;
  return signal === 'help' || providerMatcher(behaviour, text) === 'help';
}

/**
 * Decides about HELP and its like. On provider-2 the provider has answered. On provider-1 Heed answers, at
 * most once a day, and never a person who is opted out, on hold, or waiting for a decision about a STOP.
 * Null: the text is no such word, or nobody answers it automatically, so it is a reply like any other.
 */
export function onHelp(facts: InboundFacts, settings: RuleSettings): Verdict | null {
  const matched = facts.text.trim();
  const answered = (effects: readonly Effect[]): Verdict => ({
    decision: 'help',
    rule: 'help',
    matched,
    effects,
  });
  if (providerAnswers(facts)) return answered([{ kind: 'note-help' }]);
  if (facts.behaviour.profile === 'provider-2' || !isHelp(facts.text)) return null;
  const stopped =
    facts.optedOut ||
    facts.onHold ||
    facts.providerBlocked ||
    facts.openActions.some((kind) => ASKED_TO_STOP.has(kind));
  const silent = stopped || facts.helpAnswered === true || settings.helpAnswer !== true;
  const notAfter = Math.min(facts.saidAt, facts.now) + ANSWER_WITHIN;
  return answered(silent || notAfter < facts.now ? [] : [{ kind: 'answer-help', notAfter }]);
}
