import { codeOf } from '../../base/errors.ts';
import { type Appended, type ChangeLog, LogError } from './changeLog.ts';
import { stateOf } from './rows.ts';
import type { Session } from './session.ts';

/** What one call carries at most; a change that is larger goes alone. */
const BYTES = 8 * 1024 * 1024;
const CHANGES = 1_000;

type Changes = Parameters<ChangeLog['append']>[0];

/** Changes in pieces for one call each; at least one, which may be empty. */
function piecesOf(changes: Changes): Changes[] {
  const pieces: Changes[number][][] = [[]];
  let bytes = 0;
  for (const change of changes) {
    const last = pieces.at(-1) ?? [];
    const full = last.length > 0 && (last.length >= CHANGES || bytes + change.sealed.length > BYTES);
    if (full) {
      pieces.push([change]);
      bytes = change.sealed.length;
    } else {
      last.push(change);
      bytes += change.sealed.length;
    }
  }
  return pieces;
}

function mustFollow(changes: Changes): void {
  const first = changes[0]?.number ?? 1;
  if (first < 1 || changes.some(({ number }, place) => number !== first + place))
    throw new LogError('broken', 'Changes must be given in their order and without a gap.');
}

/**
 * The same append was still going on, on a line that broke: it has ended now, so another call finds what it
 * left.
 */
const again =
  <T>(call: () => Promise<T>) =>
  (error: unknown): Promise<T> => {
    if (error instanceof LogError && codeOf(error.cause) === '23505') return call();
    throw error;
  };

/** `ChangeLog.append` over a session. */
export const appendOver =
  ({ query }: Session): ChangeLog['append'] =>
  async (changes, leases) => {
    mustFollow(changes);
    let answer: Appended = { heads: new Map(), held: new Set(), leaseMs: 0 };
    for (const piece of piecesOf(changes)) {
      const asked = performance.now();
      const values = [
        piece[0]?.number ?? 1,
        piece.map(({ sealed }) => sealed.length),
        Buffer.concat(piece.map(({ sealed }) => sealed)),
        leases.map(({ connection }) => connection),
        leases.map(({ fence }) => fence),
      ];
      const call = () => query<{ state: unknown }>('SELECT heed.append($1, $2, $3, $4, $5) AS state', values);
      const { heads, held } = stateOf((await call().catch(again(call)))[0]?.state);
      // What the way took may have been the answer's way, so it counts.
      const left = Math.floor(Math.min(...held.values()) - (performance.now() - asked));
      answer = { heads, held: new Set(held.keys()), leaseMs: held.size === 0 ? 0 : Math.max(0, left) };
    }
    return answer;
  };
