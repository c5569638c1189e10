import type { Me } from '../../../shared/contract/access/session.ts';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import { CoreError } from '../base/errors.ts';
import { UnconfirmedError } from '../base/warnings.ts';
import type { Core, Tx } from '../store/context.ts';
import { judgeOptOut } from './judge.ts';
import { undoVerdict } from './undoVerdict.ts';

type Refused = { id: string; why: string };

/** Does it to each. A refusal writes nothing for that one, and the others go on. */
function each<Done>(
  ids: readonly string[],
  work: (id: string) => Done,
): { done: Done[]; refused: Refused[] } {
  const done: Done[] = [];
  const refused: Refused[] = [];
  for (const id of new Set(ids)) {
    try {
      done.push(work(id));
    } catch (error) {
      if (!(error instanceof CoreError) || error instanceof UnconfirmedError) throw error;
      refused.push({ id, why: error.message });
    }
  }
  return { done, refused };
}

/** Upholds several opt-outs; each has a verdict of its own, in the ledger too, and can be taken back. */
export function upholdMany(core: Core, tx: Tx, me: Me, ids: readonly string[]) {
  return each(ids, (id) => ({
    id,
    verdictId: judgeOptOut(core, tx, { id, verdict: 'upheld', note: '', actorId: me.id }),
  }));
}

/**
 * Takes several verdicts back. @throws UnconfirmedError where texts leave with a hold that ends; then none is
 */
export function undoVerdicts(
  core: Core,
  tx: Tx,
  me: Me,
  ids: readonly string[],
  confirmed: readonly WarningCode[],
) {
  return each(ids, (id) => {
    undoVerdict(core, tx, me, id, confirmed);
    return id;
  });
}
