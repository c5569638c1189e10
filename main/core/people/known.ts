import type { Core } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { factsInForce, type NumberFact, UNREACHABLE_AFTER } from './facts.ts';
import { maybeSameName, nameKey } from './names.ts';

/** What the facts about a number mean for a person of a certain name. */
export type Known = {
  /** The fact by which the provider said that the number takes no texts. */
  readonly noTexts: NumberFact | null;
  /** The number is known as wrong for this name, or for one that may be the same. */
  readonly wrong: NumberFact | null;
  /** It is known as wrong for somebody else, so its present owner may be this person. */
  readonly wrongForOther: NumberFact | null;
};

const NOTHING: Known = { noTexts: null, wrong: null, wrongForOther: null };

/** Facts of older versions have no name: the conversation still has it, unless the person was erased. */
function namesOf(core: Pick<Core, 'db' | 'subjectKey'>, subject: string, fact: NumberFact): string {
  if (fact.names !== null) return fact.names;
  const row = one<{ name: string }>(
    core.db,
    "SELECT first_name || ' ' || last_name AS name FROM conversation WHERE id = ?",
    fact.conversationId,
  );
  return nameKey(core, subject, row?.name ?? '');
}

/** The facts that say that the number is wrong for a person of this name, or of one that may be the same. */
export function wrongFor(
  core: Pick<Core, 'db' | 'subjectKey'>,
  who: { readonly subject: string; readonly name: string },
): NumberFact[] {
  const key = nameKey(core, who.subject, who.name);
  return factsInForce(core.db, who.subject).filter(
    (fact) => fact.kind === 'wrong-number' && maybeSameName(namesOf(core, who.subject, fact), key),
  );
}

/** For one person. `name`: first and last name, in any order; empty: not known. */
export function knownFor(
  core: Pick<Core, 'db' | 'subjectKey'>,
  who: { readonly subject: string; readonly name: string },
): Known {
  const facts = factsInForce(core.db, who.subject);
  if (facts.length === 0) return NOTHING;
  const unreachable = facts.filter(({ kind }) => kind === 'unreachable');
  const key = nameKey(core, who.subject, who.name);
  const wrong = facts.filter(({ kind }) => kind === 'wrong-number');
  const same = wrong.find((fact) => maybeSameName(namesOf(core, who.subject, fact), key));
  return {
    noTexts:
      facts.findLast(({ kind }) => kind === 'dead' || kind === 'landline') ??
      (unreachable.length >= UNREACHABLE_AFTER ? (unreachable.at(-1) ?? null) : null),
    wrong: same ?? null,
    wrongForOther: same ? null : (wrong.at(-1) ?? null),
  };
}

/** The same for many numbers, as an import needs it; only those with facts are read one by one. */
export function knownAmong<Who extends { readonly subject: string; readonly name: string }>(
  core: Pick<Core, 'db' | 'subjectKey'>,
  people: readonly Who[],
): Map<Who, Known> {
  const subjects = subjectsWithFacts(
    core.db,
    people.map(({ subject }) => subject),
  );
  const known = new Map<Who, Known>();
  for (const who of people) if (subjects.has(who.subject)) known.set(who, knownFor(core, who));
  return known;
}

function subjectsWithFacts(db: Reader, subjects: readonly string[]): Set<string> {
  const rows = all<{ subject: string }>(
    db,
    `SELECT j.value AS subject FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM number_fact f INDEXED BY number_fact_in_force
       WHERE f.subject = j.value AND f.ended_at IS NULL)`,
    JSON.stringify(subjects),
  );
  return new Set(rows.map(({ subject }) => subject));
}
