import { z } from 'zod';
import type { OptOutCause } from '../../../../shared/schema/causes.ts';
import { NOTHING } from '../../../../shared/text/stored.ts';
import { projectOptState } from '../../conversations/conversationRecord.ts';
import { append } from '../../ledger/append.ts';
import { reversedBy } from '../../ledger/verify.ts';
import { addOptOut, setReversed } from '../../optOuts/optOutRecord.ts';
import { timeOf } from '../../store/clock.ts';
import type { Core, Tx } from '../../store/context.ts';
import { all, each, one } from '../../store/statement.ts';

// Any text, and anything that is missing, so that no opt-out is lost because it cannot be read in full.
const Entry = z.object({
  cause: z.custom<OptOutCause>((value) => typeof value === 'string').catch('import'),
  automatic: z.boolean().catch(false),
  rule: z.string().catch(''),
  message: z.string().nullable().catch(null),
  saidAt: z.number().optional().catch(undefined),
  receivedAt: z.number().optional().catch(undefined),
  enforcedAt: z.number().optional().catch(undefined),
});

function entryIn(payload: string): z.infer<typeof Entry> {
  try {
    return Entry.parse(JSON.parse(payload));
  } catch {
    return Entry.parse({});
  }
}

type Fact = {
  id: string;
  subject: string;
  cause: string;
  automatic: number;
  rule: string;
  message_id: string | null;
  actor_id: string | null;
  said_at: number;
  received_at: number;
  at: number;
};

const known = (tx: Tx, sql: string, id: string | null) => one<{ id: string }>(tx.db, sql, id)?.id ?? null;

/** Makes rows again for opt-outs that only the ledger has. */
function rowsFromLedger(tx: Tx): string[] {
  // Two entries may tell of one opt-out, so each is looked for once more below.
  const lost = all<{ id: string; subject: string; actor: string; clock: string; payload: string }>(
    tx.db,
    `SELECT evidence_id AS id, subject, actor, clock, payload FROM ledger l WHERE kind = 'opt-out'
       AND subject IS NOT NULL AND evidence_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM opt_out o WHERE o.id = l.evidence_id) ORDER BY chain, fork, position`,
  );
  for (const { id, subject, actor, clock, payload } of lost) {
    if (known(tx, 'SELECT id FROM opt_out WHERE id = ?', id) !== null) continue;
    const entry = entryIn(payload);
    const at = timeOf(clock) || tx.now;
    addOptOut(tx, {
      id,
      subject,
      number: null,
      cause: entry.cause,
      automatic: entry.automatic,
      rule: entry.rule,
      matched: '',
      reason: NOTHING,
      conversationId: null,
      messageId: known(tx, 'SELECT id FROM message WHERE id = ?', entry.message),
      senderNumberId: null,
      actorId: known(tx, 'SELECT id FROM account WHERE id = ?', actor),
      importId: null,
      saidAt: entry.saidAt ?? at,
      receivedAt: entry.receivedAt ?? at,
      at: entry.enforcedAt ?? at,
    });
  }
  return lost.map(({ subject }) => subject);
}

/** Makes entries again for opt-outs that only a row has, so that the ledger has each. */
function entriesFromRows(core: Core, tx: Tx): void {
  const unentered = all<Fact>(
    tx.db,
    `SELECT * FROM opt_out o WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.subject = o.subject AND l.kind = 'opt-out'
       AND l.evidence_id = o.id)`,
  );
  for (const fact of unentered) {
    append(core, tx, {
      kind: 'opt-out',
      actorId: fact.actor_id,
      subject: fact.subject,
      evidenceId: fact.id,
      payload: {
        cause: fact.cause,
        automatic: fact.automatic === 1,
        rule: fact.rule,
        message: fact.message_id,
        saidAt: fact.said_at,
        receivedAt: fact.received_at,
        enforcedAt: fact.at,
      },
    });
  }
}

/**
 * Makes opt-outs and ledger agree, in the person's favour: an opt-out that either has is in force, unless the
 * ledger names its reversal (design, rule 9). Then every conversation shows it.
 * `touched`: subjects of people about whom something came in.
 */
export function mendOptOuts(core: Core, tx: Tx, touched: ReadonlySet<string>): void {
  const subjects = new Set([...touched, ...rowsFromLedger(tx)]);
  entriesFromRows(core, tx);
  // Read as the check reads them: another reader may see another opt-out in a payload of a foreign file.
  const ended = new Map<string | null, Set<string>>();
  for (const { subject, payload } of each<{ subject: string; payload: string }>(
    tx.db,
    "SELECT subject, payload FROM ledger WHERE kind = 'opt-out-reversed' AND subject IS NOT NULL",
  )) {
    const optOut = reversedBy(payload);
    ended.set(optOut, (ended.get(optOut) ?? new Set()).add(subject));
  }
  const optOuts = all<{ id: string; subject: string; reversed: number }>(
    tx.db,
    'SELECT id, subject, reversed FROM opt_out',
  );
  for (const { id, subject, reversed } of optOuts) {
    if ((reversed === 1) === (ended.get(id)?.has(subject) ?? false)) continue;
    setReversed(tx, id, reversed === 0);
    subjects.add(subject);
  }
  for (const subject of subjects) {
    if (one(tx.db, 'SELECT 1 FROM conversation WHERE subject = ? LIMIT 1', subject))
      projectOptState(tx, subject);
  }
}
