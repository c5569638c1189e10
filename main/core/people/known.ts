import type { Core } from '../context.ts';
import { one } from '../store/statement.ts';
import { factsInForce, type NumberFact, UNREACHABLE_AFTER } from './facts.ts';
import { maybeSameName, nameKey } from './names.ts';

/** What the facts about a number mean for somebody of a name. */
export type Known = {
  /** The provider said that it takes no texts; the fact that tells so. */
  readonly noTexts: NumberFact | null;
  /** It is known as wrong for this name, or for one that may be the same. */
  readonly wrong: NumberFact | null;
  /** It is known as wrong for somebody else: whoever has it now may be this person. */
  readonly wrongForOther: NumberFact | null;
};

const NOTHING: Known = { noTexts: null, wrong: null, wrongForOther: null };

/** Facts from before they kept a name: the conversation still has it, unless the person was erased. */
function namesOf(core: Pick<Core, 'db' | 'subjectKey'>, subject: string, fact: NumberFact): string {
  if (fact.names !== null) return fact.names;
  const row = one<{ name: string }>(
    core.db,
    "SELECT first_name || ' ' || last_name AS name FROM conversation WHERE id = ?",
    fact.conversationId,
  );
  return nameKey(core, subject, row?.name ?? '');
}

/** Answers for one person. `name`: first and last name, in any order; empty: not known. */
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
