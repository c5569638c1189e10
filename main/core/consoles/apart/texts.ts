import { isErased } from '../../people/erased.ts';
import type { Core } from '../../store/context.ts';
import { all, one, sql } from '../../store/statement.ts';
import { type Entry, entriesAbout, entriesIn, type Span } from './entries.ts';
import { MOST, type Sides } from './sides.ts';

/** A text, and the opt-out of its person that was made on the other side. */
export type TextOfStopped = {
  readonly subject: string;
  readonly optOut: Entry;
  readonly conversationId: string | null;
  readonly authorId: string | null;
  /** When it was stopped, or left. */
  readonly at: number;
};

const enforcedAt = ({ payload }: Entry) => Number(payload.enforcedAt ?? 0);

type Prevented = {
  readonly id: string;
  readonly subject: string;
  readonly place: string;
  readonly conversation_id: string | null;
  readonly actor_id: string | null;
  readonly at: number;
};

/** Rows that are read in one turn of the event loop. */
const AT_ONCE = 500;
/** Milliseconds by which the clocks of two consoles may differ. */
const SKEW = 3_600_000;

/** Texts that the guard stopped because of an opt-out, from then on; everybody has their turn in between. */
async function* preventedSince(core: Core, since: number): AsyncGenerator<Prevented> {
  let last = { at: since, id: '' };
  for (;;) {
    const rows = all<Prevented>(
      core.db,
      sql`SELECT id, subject, place, conversation_id, at,
          coalesce(actor_id, (SELECT m.author_id FROM message m WHERE m.id = prevented.message_id)) AS actor_id
        FROM prevented WHERE at >= ${last.at} AND (at, id) > (${last.at}, ${last.id}) AND rule = 'opted-out' AND place IN ('claim', 'opt-out')
        ORDER BY at, id LIMIT ${AT_ONCE}`,
    );
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < AT_ONCE) return;
    last = end;
    await core.turn();
  }
}

/**
 * Texts that an opt-out of the other side stopped: those that waited where the person was opted out at the
 * console that was away, and those that the guard stopped where they would have left, since the opt-out had
 * come in meanwhile. An opt-out that is made at a console cancels what waits there, so the guard stops
 * nothing else for it, whatever the clocks say.
 */
export async function stoppedTexts(core: Core, sides: Sides, since: number): Promise<TextOfStopped[]> {
  const { there, elsewhere } = sides;
  const stopped: TextOfStopped[] = [];
  for await (const { subject, place, conversation_id, actor_id, at } of preventedSince(core, since - SKEW)) {
    if (stopped.length > MOST) break;
    const own = place === 'opt-out';
    const optOut = entriesAbout(core, subject, own ? there : [...there, ...elsewhere], ['opt-out']).find(
      (entry) => !own || enforcedAt(entry) === at,
    );
    if (!optOut || isErased(core.db, subject)) continue;
    stopped.push({ subject, optOut, conversationId: conversation_id, authorId: actor_id, at });
  }
  return stopped;
}

/** Whether an opt-out was reversed before a text left, on any side. */
const wasReversed = (core: Core, optOutId: string | null, at: number): boolean =>
  one(
    core.db,
    sql`SELECT 1 FROM reversal_of o JOIN reversal r ON r.id = o.reversal_id WHERE o.opt_out_id = ${optOutId} AND r.at <= ${at}`,
  ) !== undefined;

async function leftAfter(
  core: Core,
  spans: readonly Span[],
  until: number,
  left: TextOfStopped[],
): Promise<void> {
  for await (const optOut of entriesIn(core, spans, ['opt-out'])) {
    const { subject } = optOut;
    if (left.length > MOST) return;
    if (subject === null) continue;
    const texts = all<{ conversation_id: string | null; author_id: string | null; at: number }>(
      core.db,
      sql`SELECT conversation_id, author_id, claimed_at AS at FROM message WHERE subject = ${subject}
        AND direction = 'out' AND kind <> 'confirmation' AND state IN ('sending', 'sent', 'delivered', 'unknown')
        AND claimed_at > ${enforcedAt(optOut)} AND claimed_at <= ${until} ORDER BY claimed_at`,
    );
    for (const { conversation_id, author_id, at } of texts)
      if (!wasReversed(core, optOut.evidence_id, at) && !isErased(core.db, subject))
        left.push({ subject, optOut, conversationId: conversation_id, authorId: author_id, at });
  }
}

/**
 * Texts that left after an opt-out of which the console that sent them could not know yet, by the clocks of
 * both.
 */
export async function leftTexts(
  core: Core,
  { there, elsewhere }: Sides,
  until: number,
): Promise<TextOfStopped[]> {
  const left: TextOfStopped[] = [];
  await leftAfter(core, there, until, left);
  await leftAfter(core, elsewhere, until, left);
  return left;
}
