import type { Me } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { written } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { shareAgain } from '../conversations/shareOut.ts';
import { isOptedOut } from '../people/optedOut.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { optOut, reverseOptOuts } from './optOut.ts';

/** People in one transaction: each writes many rows, and the console must go on answering. */
const AT_ONCE = 100;

type Person = { readonly subject: string; readonly number: string | null };

/** The people of some lines of the list, each once. @throws CoreError CONFLICT when a line is gone */
function peopleOf(core: Core, ids: readonly string[]): Person[] {
  const people = new Map<string, Person>();
  for (const id of ids) {
    const row = one<{ subject: string; number: string | null }>(
      core.db,
      `SELECT subject, number FROM opt_out WHERE id = ?
       UNION ALL SELECT subject, (SELECT o.number FROM opt_out o WHERE o.subject = r.subject LIMIT 1) FROM reversal r WHERE r.id = ?`,
      id,
      id,
    );
    if (!row) throw new CoreError('CONFLICT', t('core:optOut.listChanged'));
    people.set(row.subject, row);
  }
  return [...people.values()];
}

async function inParts(
  core: Core,
  people: readonly Person[],
  work: (tx: Tx, person: Person) => void,
  after: (tx: Tx, some: readonly Person[]) => void = () => {},
): Promise<void> {
  for (let start = 0; start < people.length; start += AT_ONCE) {
    core.write((tx) => {
      const some = people.slice(start, start + AT_ONCE);
      for (const person of some) work(tx, person);
      after(tx, some);
    });
    await core.turn();
  }
}

/** Opts out the people who are not. Those who are opted out already are only counted. */
export async function optOutMany(
  core: Core,
  me: Me,
  input: { readonly ids: readonly string[]; readonly reason: string },
): Promise<{ optedOut: number; already: number; cancelled: number }> {
  const result = { optedOut: 0, already: 0, cancelled: 0 };
  await inParts(core, peopleOf(core, input.ids), (tx, person) => {
    if (isOptedOut(tx.db, person.subject)) {
      result.already += 1;
      return;
    }
    const { cancelled } = optOut(core, tx, {
      ...person,
      cause: 'manual',
      actorId: me.id,
      reason: written(input.reason),
      rule: 'by-hand',
      matched: '',
      // A conversation's last text is no evidence for a decision about many people at once.
      conversationId: null,
      messageId: null,
      senderNumberId: null,
      importId: null,
      saidAt: tx.now,
      receivedAt: tx.now,
    });
    result.optedOut += 1;
    result.cancelled += cancelled;
  });
  return result;
}

/**
 * Reverses, for each person, the opt-outs that were in force when the list was read (`readAt`, UTC
 * milliseconds); later ones stay in force (design, rule 9), and with them the person stays opted out.
 */
export async function optInMany(
  core: Core,
  me: Me,
  input: { readonly ids: readonly string[]; readonly reason: string; readonly readAt?: number | undefined },
): Promise<{ optedIn: number; notOptedOut: number; stay: number; blocked: number }> {
  const result = { optedIn: 0, notOptedOut: 0, stay: 0, blocked: 0 };
  const reverse = (tx: Tx, { subject }: Person) => {
    const facts = all<{ id: string; at: number }>(
      tx.db,
      'SELECT id, at FROM opt_out WHERE subject = ? AND reversed = 0',
      subject,
    );
    const seen = facts.filter((fact) => fact.at <= (input.readAt ?? tx.now)).map((fact) => fact.id);
    if (seen.length < facts.length) result.stay += 1;
    if (facts.length === 0) result.notOptedOut += 1;
    if (seen.length === 0) return;
    reverseOptOuts(core, tx, {
      subject,
      optOutIds: seen,
      actorId: me.id,
      reason: written(input.reason),
      undo: false,
    });
    if (seen.length < facts.length) return;
    result.optedIn += 1;
    const block = one(
      tx.db,
      "SELECT 1 FROM provider_block WHERE subject = ? AND state IN ('inferred', 'confirmed') LIMIT 1",
      subject,
    );
    if (block !== undefined) result.blocked += 1;
  };
  await inParts(core, peopleOf(core, input.ids), reverse, (tx, some) =>
    shareAgain(
      tx,
      some.map(({ subject }) => subject),
    ),
  );
  return result;
}
