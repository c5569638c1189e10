import { setImmediate } from 'node:timers/promises';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { Viewer } from '../access/visible.ts';
import { conversationIds } from '../conversations/conversationList.ts';
import { checkTexter, giveConversation } from '../decisions/conversation.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';

export type Chosen = { readonly ids: readonly string[] } | { readonly filter: ConversationFilter };

/** So many in one transaction: others wait no longer for the store than for a handful of replies. */
const AT_ONCE = 200;

/** The conversations meant, each once, in list order. Ids that are no longer there are left out. */
export function chosenIds(core: Core, viewer: Viewer, chosen: Chosen): string[] {
  if ('filter' in chosen) return conversationIds(core.db, viewer, chosen.filter, core.subject);
  return [...new Set(chosen.ids)].filter(
    (id) => one(core.db, 'SELECT 1 FROM conversation WHERE id = ?', id) !== undefined,
  );
}

/**
 * Gives conversations to texters in turn, so that no two get numbers that differ by more than one, or to nobody. Each is its own entry
 * in the ledger. Works in pieces, each of them whole; cut off half-way, what is left can be given again.
 * @throws CoreError INVALID for an account that cannot text, before anything is given
 */
export async function reassign(
  core: Core,
  viewer: Viewer,
  chosen: Chosen,
  texterIds: readonly string[],
): Promise<{ texterId: string | null; count: number }[]> {
  const takers = texterIds.length === 0 ? [null] : [...new Set(texterIds)];
  core.write((tx) => {
    for (const id of takers) if (id !== null) checkTexter(tx, id);
  });
  const ids = chosenIds(core, viewer, chosen);
  const counts = takers.map(() => 0);
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    core.write((tx) => {
      for (const [offset, id] of ids.slice(start, start + AT_ONCE).entries()) {
        // An import that was cancelled in between may have taken it away.
        if (!one(tx.db, 'SELECT 1 FROM conversation WHERE id = ?', id)) continue;
        const turn = (start + offset) % takers.length;
        giveConversation(core, tx, viewer, id, takers[turn] ?? null);
        counts[turn] = (counts[turn] ?? 0) + 1;
      }
    });
    await setImmediate();
  }
  return takers.map((texterId, index) => ({ texterId, count: counts[index] ?? 0 }));
}
