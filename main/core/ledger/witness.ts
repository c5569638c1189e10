import { z } from 'zod';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { append } from './append.ts';
import { byPlace, type Head } from './chain.ts';
import { endsOf } from './path.ts';

/**
 * Entries that name the ends of other chains as this console knew them, so that none can be cut short unseen.
 * They answer entries that tell of something, never each other, so consoles that unite again and again come
 * to an end.
 */
const WITNESSES: ReadonlySet<string> = new Set(['chain-begun', 'ledger-united']);
export const isWitness = ({ kind }: { readonly kind: string }): boolean => WITNESSES.has(kind);

export const headText = ({ chain, position, hash }: Head) => `${chain} ${position} ${hash}`;
export const headTexts = (heads: readonly Head[]): string[] => [...heads].sort(byPlace).map(headText);

const HeadText = z
  .string()
  .regex(/^\S+ \d+ \S+$/)
  .transform((text): Head => {
    const [chain = '', position = '', hash = ''] = text.split(' ');
    return { chain, position: Number(position), hash };
  });

/** The payload of an entry, or null where it is broken, which its hash reports. */
function read<Shape extends z.ZodType>(shape: Shape, payload: string): z.infer<Shape> | null {
  try {
    return shape.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
const Witness = z.object({ heads: z.array(HeadText) });

/** The ends that an entry names; none for entries of other kinds. */
export function witnessedIn(entry: { readonly kind: string; readonly payload: string }): readonly Head[] {
  return isWitness(entry) ? (read(Witness, entry.payload)?.heads ?? []) : [];
}

const Lost = z.object({ lost: z.array(z.string()) });

/** The ends that an entry says to be lost for good, in words as `headText` has them. */
export function lostIn(entry: { readonly kind: string; readonly payload: string }): readonly string[] {
  return entry.kind === 'ledger-united' ? (read(Lost, entry.payload)?.lost ?? []) : [];
}

/**
 * Names the ends of all other chains as this console knows them. `added`: how many entries came in that tell
 * of something and were not witnessed yet. For who unites so often that each time would be too much.
 */
export function witnessOthers(core: Core, tx: Tx, added: number): void {
  const heads = headTexts(endsOf(tx.db).filter(({ chain }) => chain !== tx.device));
  append(core, tx, { kind: 'ledger-united', actorId: null, payload: { added, heads } });
}

const Begun = z.object({ former: z.string(), same: z.boolean() });

/**
 * Gives this console a chain, and revisions, of its own, because another may go on with those that it had.
 * Its first entry names the ends of all chains that it knows. `same`: it is the console that it was, and its
 * store came back from a back-up; else it is another one, or another goes on in its name.
 */
export function beginChain(core: Core, tx: Tx, same: boolean): void {
  const former = tx.device;
  tx.renewDevice();
  const heads = headTexts(endsOf(tx.db));
  append(core, tx, { kind: 'chain-begun', actorId: null, payload: { former, same, heads } });
}

/** Whether a console with this chain once was the other, before its store came back from a back-up. */
export function wasOnce(db: Reader, chain: string, other: string): boolean {
  const seen = new Set<string>();
  for (let at = chain; !seen.has(at); ) {
    if (at === other) return true;
    seen.add(at);
    const first = one<{ kind: string; payload: string }>(
      db,
      'SELECT kind, payload FROM ledger WHERE chain = ? AND fork = 0 AND position = 1',
      at,
    );
    const begun = first?.kind === 'chain-begun' ? read(Begun, first.payload) : null;
    if (!begun?.same) return false;
    at = begun.former;
  }
  return false;
}
