import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedView, ViewedList } from '../../../shared/contract/conversations/savedViews.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { complain } from '../base/notify.ts';

/** A saved view of one list, with the filter of that list. */
export type ViewOf<List extends ViewedList> = Extract<SavedView, { list: List }>;

/** The saved views of a list, and how one is saved and removed. `busy`: one is being saved. */
export function useSavedViews<List extends ViewedList>(list: List) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.savedView.key() });
  const { data = [] } = useQuery(api.savedView.list.queryOptions({ input: { list } }));
  const save = useMutation(
    api.savedView.save.mutationOptions({ onSuccess, onError: complain(t('savedViews:notSaved')) }),
  );
  const remove = useMutation(
    api.savedView.remove.mutationOptions({ onSuccess, onError: complain(t('savedViews:notRemoved')) }),
  );
  return {
    views: data.filter((view): view is ViewOf<List> => view.list === list),
    save: save.mutate,
    remove: (id: string) => remove.mutate({ id }),
    busy: save.isPending,
  };
}
