import type { ReactNode } from 'react';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { listInput } from '../../components/conversations/filter.ts';
import { SavedViews } from '../../components/conversations/SavedViews.tsx';
import type { Oversight } from '../../components/conversations/useOversight.ts';

/** Saved views of the conversations: tab, filters and search under a name, one's own or shared. */
export function ConversationViews({ oversight }: { oversight: Oversight }): ReactNode {
  const filter = listInput(oversight.tab, oversight.filter, oversight.search);
  return (
    <SavedViews
      list="conversations"
      nothing={Object.keys(filter).length === 0 || oversight.tab === 'actions'}
      toSave={(named) => ({ ...named, list: 'conversations', filter })}
      onUse={(view) => use(oversight, view.filter)}
    />
  );
}

/** What `listInput` made of tab, filters and search, taken apart again. */
function use(oversight: Oversight, { optedOut, onHold, search = '', ...filter }: ConversationFilter): void {
  oversight.show(optedOut === true ? 'opted-out' : onHold === true ? 'on-hold' : 'all', filter, search);
}
