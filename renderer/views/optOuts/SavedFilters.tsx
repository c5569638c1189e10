import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OptOutFilter } from '../../../shared/contract/optOuts.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { complain } from '../../components/base/notify.ts';
import { SavedViews } from '../../components/lists/SavedViews.tsx';

type Props = { readonly current: OptOutFilter; readonly onUse: (filter: OptOutFilter) => void };

/** One's own filters and shared ones, and a name for the one in force. */
export function SavedFilters({ current, onUse }: Props) {
  const queries = useQueryClient();
  const saved = useQuery(api.optOut.filters.queryOptions()).data ?? [];
  const refresh = () => queries.invalidateQueries({ queryKey: api.optOut.filters.key() });
  const save = useMutation(
    api.optOut.saveFilter.mutationOptions({
      onSuccess: refresh,
      onError: complain(t('optOuts:saved.notSaved')),
    }),
  );
  const remove = useMutation(
    api.optOut.removeFilter.mutationOptions({
      onSuccess: refresh,
      onError: complain(t('optOuts:saved.notRemoved')),
    }),
  );
  return (
    <SavedViews
      views={saved}
      nothing={Object.keys(current).length === 0}
      busy={save.isPending}
      onUse={onUse}
      onSave={(view, done) => save.mutate({ ...view, filter: current }, { onSuccess: done })}
      onRemove={(id) => remove.mutate({ id })}
    />
  );
}
