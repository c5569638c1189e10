import { assignTexter, markClosed, markOpen } from '../../main/core/conversations/conversationRecord.ts';
import { bringBackReminders, clearReminder, setReminder } from '../../main/core/conversations/reminders.ts';
import { removeTag, setTag } from '../../main/core/conversations/tags.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Console } from './consoles.ts';
import { type organisation, PEOPLE } from './organisation.ts';

/** What people do on consoles, by the product's own procedures, and what must follow from it. */

export type Member = ReturnType<typeof organisation>[number];

const BODIES = ['STOP', 'Yes', 'take me off your list please', 'START', 'wrong number', 'HELP', 'no thanks'];

/** One act of one console. What is refused there is no act. */
export function act({ at, acts, cast, tagId, erase }: Member, roll: (below: number) => number): void {
  const { core, clock } = at;
  const who = roll(PEOPLE);
  const { id, subject } = cast.person(who);
  // Whoever is opted in again tells anew what others may still take for the old words (design, decision 138).
  const erased = () => all(core.db, 'SELECT 1 FROM erasure WHERE subject = ?', subject).length > 0;
  const viewer = { id: cast.admin, role: 'admin' } as const;
  clock.advance(1000 + roll(100) * 1000);
  const todo: (() => void)[] = [
    () => acts.initial(who),
    () => acts.initial(who),
    () => void acts.send(),
    () => void acts.send(),
    () => acts.postpone(),
    () => acts.cancel(who),
    () => acts.reply(who, BODIES[roll(BODIES.length)] ?? ''),
    () => acts.reply(who, BODIES[roll(2)] ?? ''),
    () => acts.optOut(who),
    () => {
      if (!erased()) acts.optIn(who);
    },
    () => acts.wrongNumber(who),
    () => acts.dead(who),
    () => acts.note(who),
    () => core.write((tx) => setTag(core, tx, viewer, { conversationId: id, tagId, on: roll(2) === 0 })),
    () => core.write((tx) => setReminder(core, tx, viewer, id, tx.now + 60_000)),
    () => core.write((tx) => clearReminder(core, tx, viewer, id)),
    () => void bringBackReminders(core),
    () =>
      core.write(
        (tx) =>
          void enqueue(core, tx, {
            conversationId: id,
            kind: 'reply',
            body: 'Thanks!',
            authorId: cast.texter,
          }),
      ),
    () => {
      if (!erased()) core.write((tx) => assignTexter(tx, roll(2) === 0 ? null : cast.texter, [id]));
    },
    () => core.write((tx) => markClosed(tx, id, 'done', true)),
    () =>
      core.write((tx) => {
        if (
          all(
            tx.db,
            "SELECT 1 FROM conversation WHERE id = ? AND outcome = 'done' AND opt_state = 'none'",
            id,
          ).length > 0
        )
          markOpen(tx, id);
      }),
    () => {
      if (roll(4) === 0) erase(who);
    },
    () => {
      if (roll(6) === 0) core.write((tx) => removeTag(core, tx, cast.admin, tagId));
    },
  ];
  try {
    todo[roll(todo.length)]?.();
  } catch {
    // Refused.
  }
}

export const optedOut = ({ db }: Console) =>
  new Set(
    all<{ id: string }>(db, 'SELECT DISTINCT subject AS id FROM opt_out WHERE reversed = 0').map(
      ({ id }) => id,
    ),
  );
const undone = ({ db }: Console) =>
  all<{ id: string }>(db, 'SELECT opt_out_id AS id FROM reversal_of').map(({ id }) => id);
const facts = ({ db }: Console) =>
  all<{ id: string; subject: string }>(db, 'SELECT id, subject FROM opt_out');

/** Who must be opted out everywhere: whoever asked on any console, but for what a reversal names. */
export function shouldBe(consoles: readonly Console[]): Set<string> {
  const reversed = new Set(consoles.flatMap(undone));
  return new Set(
    consoles
      .flatMap(facts)
      .filter(({ id }) => !reversed.has(id))
      .map(({ subject }) => subject),
  );
}

/** What an erased person’s rows still say. */
export const words = ({ db }: Console) =>
  all(
    db,
    `SELECT m.body FROM message m WHERE m.body <> '' AND m.subject IN (SELECT subject FROM erasure WHERE ended_at IS NULL)
     UNION ALL SELECT c.first_name FROM conversation c WHERE c.first_name <> '' AND c.subject IN (SELECT subject FROM erasure WHERE ended_at IS NULL)
     UNION ALL SELECT n.body FROM note n JOIN conversation c ON c.id = n.conversation_id
       WHERE c.subject IN (SELECT subject FROM erasure WHERE ended_at IS NULL)`,
  );
