import { z } from 'zod';
import { type Done, DoneSubject } from '../../../../shared/contract/consoles/together.ts';
import { append } from '../../ledger/append.ts';
import type { Core, Tx } from '../../store/context.ts';
import { all, one, sql } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';
import { OF_CONSOLES } from '../consoleEntries.ts';
import { countsOf } from './counts.ts';
import { decisionsOf } from './decisions.ts';
import type { Span } from './entries.ts';
import type { Sides } from './sides.ts';
import type { Ends, TimeApart } from './watch.ts';

/**
 * The entry of the ledger with which a console tells that it was away and is back. All consoles get it, so
 * each can show what came together: it is read from the ledger again, and nothing else is kept of it.
 */

const KIND = 'console-returned';

/** Times apart that are shown, and for how long. Milliseconds. */
const SHOWN = 100;
const SHOWN_FOR = 90 * 24 * 3_600_000;

const ends = (of: Ends) => [...of].map(([chain, position]) => `${chain} ${position}`);
const EndsText = z.array(z.string()).transform(
  (texts): Ends =>
    new Map(
      texts.map((text) => {
        const [chain = '', position] = text.split(' ');
        return [chain, Number(position)];
      }),
    ),
);
const counts = (done: Done) =>
  DoneSubject.options.flatMap((each) => (done[each] ? `${each} ${done[each]}` : []));
/** A subject that an older Heed does not know is left out. */
const CountsText = z.array(z.string()).transform((texts): Done => {
  const done: Partial<Record<DoneSubject, number>> = {};
  for (const text of texts) {
    const [name, count] = text.split(' ');
    const subject = DoneSubject.safeParse(name);
    if (subject.success) done[subject.data] = Number(count);
  }
  return done;
});

const Payload = z.object({
  console: z.string(),
  since: z.number(),
  until: z.number(),
  from: z.number().int(),
  to: z.number().int(),
  heads: EndsText,
  ends: EndsText,
  there: CountsText,
  elsewhere: CountsText,
  decided: z.number().int(),
});
/** A time apart as the ledger has it. `chain`: of the console that was away. */
export type Recorded = z.infer<typeof Payload> & { readonly id: string; readonly chain: string };

export function sidesOf({ chain, from, to, heads, ends: upTo }: Omit<TimeApart, 'since' | 'until'>): Sides {
  const elsewhere = [...upTo].map(
    ([other, end]): Span => ({ chain: other, from: heads.get(other) ?? 0, to: end }),
  );
  return {
    there: [{ chain, from, to }],
    elsewhere: elsewhere.filter((span) => span.chain !== chain && span.to > span.from),
  };
}

/**
 * Tells that this console is back, where anybody did anything meanwhile. `own`: its name in the log.
 * `told`: called in the same transaction. @throws StoreError
 */
export async function recordReturn(
  core: Core,
  own: string,
  apart: TimeApart,
  told: (tx: Tx) => void,
): Promise<void> {
  const sides = sidesOf(apart);
  const [there, elsewhere] = [await countsOf(core, sides.there), await countsOf(core, sides.elsewhere)];
  const something = Object.keys(there).length + Object.keys(elsewhere).length > 0;
  const decided = something ? (await decisionsOf(core, sides)).length : 0;
  const { since, until, from, to, heads } = apart;
  core.write((tx) => {
    told(tx);
    if (!something) return;
    append(core, tx, {
      kind: KIND,
      actorId: null,
      payload: {
        ...{ console: own, since, until, from, to, heads: ends(heads), ends: ends(apart.ends) },
        ...{ there: counts(there), elsewhere: counts(elsewhere), decided },
      },
    });
    tx.touch('consoles');
  });
}

type Row = { readonly id: string; readonly chain: string; readonly payload: string };

/** Null: somebody broke it, which the chain reports. */
function parsed<Shape extends z.ZodType>(shape: Shape, payload: string): z.infer<Shape> | null {
  try {
    return shape.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

function read({ id, chain, payload }: Row): Recorded | null {
  const found = parsed(Payload, payload);
  return found && { ...found, id, chain };
}

/** The latest times apart, of any console. */
export function recorded(core: Core): Recorded[] {
  const oldest = core.ports.clock.now() - SHOWN_FOR;
  return all<Row>(
    core.db,
    sql`SELECT id, chain, payload FROM ledger WHERE ${OF_CONSOLES} AND kind = ${KIND} ORDER BY clock DESC LIMIT ${SHOWN}`,
  )
    .map(read)
    .filter((each) => each !== null && each.until >= oldest) as Recorded[];
}

/** One of them; null: there is none with this id. */
export function recordedAs(core: Core, id: string): Recorded | null {
  const row = one<Row>(
    core.db,
    sql`SELECT id, chain, payload FROM ledger WHERE id = ${id} AND kind = ${KIND}`,
  );
  return row === undefined ? null : read(row);
}

const Named = z.object({ console: z.string() });

/** Which console writes each chain, by its name in the log: each has said so in its own chain. */
export function consolesByChain(db: Reader): ReadonlyMap<string, string> {
  const rows = all<Omit<Row, 'id'>>(
    db,
    sql`SELECT chain, payload FROM ledger WHERE ${OF_CONSOLES} AND kind <> 'console-removed' ORDER BY clock`,
  );
  return new Map(
    rows.flatMap(({ chain, payload }) => {
      const named = parsed(Named, payload);
      return named === null ? [] : [[chain, named.console] as const];
    }),
  );
}
