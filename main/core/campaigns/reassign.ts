import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { Viewer } from '../access/visible.ts';
import { conversationIds } from '../conversations/conversationList.ts';
import { checkTexter, giveConversation } from '../decisions/conversation.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';

export type Chosen = { readonly ids: readonly string[] } | { readonly filter: ConversationFilter };

/** Conversations in one transaction; others then wait for the store no longer than for a few replies. */
const AT_ONCE = 200;

/** The chosen conversations, each once, in list order, without ids that no longer exist. */
export function chosenIds(core: Core, viewer: Viewer, chosen: Chosen): string[] {
  if ('filter' in chosen) return conversationIds(core.db, viewer, chosen.filter, core.subject);
  return [...new Set(chosen.ids)].filter(
    (id) => one(core.db, 'SELECT 1 FROM conversation WHERE id = ?', id) !== undefined,
  );
}

/**
 * Assigns conversations to texters in turn, so that their numbers differ by at most one, or to nobody. Each
 * has its own entry in the ledger. Works in pieces; if it is interrupted, the rest can be assigned again.
 * @throws CoreError INVALID for an account that cannot text, before anything is assigned
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
        // A cancelled import may have removed it meanwhile.
        if (!one(tx.db, 'SELECT 1 FROM conversation WHERE id = ?', id)) continue;
        const turn = (start + offset) % takers.length;
        giveConversation(core, tx, viewer, id, takers[turn] ?? null);
        counts[turn] = (counts[turn] ?? 0) + 1;
      }
    });
    await core.turn();
  }
  return takers.map((texterId, index) => ({ texterId, count: counts[index] ?? 0 }));
}
