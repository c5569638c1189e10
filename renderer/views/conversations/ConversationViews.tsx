import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { complain } from '../../components/base/notify.ts';
import { listInput } from '../../components/conversations/filter.ts';
import type { Oversight } from '../../components/conversations/useOversight.ts';
import { SavedViews } from '../../components/lists/SavedViews.tsx';

/** Saved views of the conversations: tab, filters and search under a name, one's own or shared. */
export function ConversationViews({ oversight }: { oversight: Oversight }): ReactNode {
  const queries = useQueryClient();
  const views = useQuery(api.conversation.views.queryOptions()).data ?? [];
  const refresh = () => queries.invalidateQueries({ queryKey: api.conversation.views.key() });
  const save = useMutation(
    api.conversation.saveView.mutationOptions({
      onSuccess: refresh,
      onError: complain(t('optOuts:saved.notSaved')),
    }),
  );
  const remove = useMutation(
    api.conversation.removeView.mutationOptions({
      onSuccess: refresh,
      onError: complain(t('optOuts:saved.notRemoved')),
    }),
  );
  const current = listInput(oversight.tab, oversight.filter, oversight.search);
  return (
    <SavedViews
      views={views}
      nothing={Object.keys(current).length === 0 || oversight.tab === 'actions'}
      busy={save.isPending}
      onUse={(filter) => use(oversight, filter)}
      onSave={(view, done) => save.mutate({ ...view, filter: current }, { onSuccess: done })}
      onRemove={(id) => remove.mutate({ id })}
    />
  );
}

/** What `listInput` made of tab, filters and search, taken apart again. */
function use(oversight: Oversight, { optedOut, onHold, search = '', ...filter }: ConversationFilter): void {
  oversight.show(optedOut === true ? 'opted-out' : onHold === true ? 'on-hold' : 'all', filter, search);
}
