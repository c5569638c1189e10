import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TOUR_STEPS } from '../../../shared/contract/accounts/tour.ts';
import { api } from '../../client.ts';

type Place = { readonly step: number; readonly done: boolean };

/** The tour's state, stored with the account, so that it comes once and continues where it was left. */
export function useTour() {
  const queries = useQueryClient();
  const options = api.tour.state.queryOptions({ staleTime: Number.POSITIVE_INFINITY });
  const { data } = useQuery(options);
  const { mutate } = useMutation(api.tour.update.mutationOptions());
  const set = (place: Place) => {
    queries.setQueryData(options.queryKey, place);
    mutate(place);
  };
  const step = data?.step ?? 0;
  return {
    /** null while it is not known. */
    place: data ?? null,
    next: () => set(step + 1 < TOUR_STEPS ? { step: step + 1, done: false } : { step: 0, done: true }),
    back: () => set({ step: Math.max(0, step - 1), done: false }),
    /** Closed; it can be continued from here. */
    leave: () => set({ step, done: true }),
    resume: () => set({ step, done: false }),
  };
}
