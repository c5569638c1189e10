import {
  keepPreviousData,
  type UseMutationResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import type { OrganisationsAsk, OrganisationsState } from '../../../host.ts';
import { useConnection } from '../../../state/connection.ts';

const KEY = ['desktop', 'organisations'];
/** Milliseconds between two looks at why the line does not come back. */
const LOOK_EVERY = 3_000;

const ask = (asked: OrganisationsAsk): Promise<OrganisationsState> | null =>
  globalThis.heed?.desktop?.organisations(asked) ?? null;

/** The organisations of this computer; undefined in a browser, and until it is known. */
export function useOrganisations(): OrganisationsState | undefined {
  const lost = useConnection(({ state }) => state === 'lost');
  return useQuery({
    // Asked anew when the line is lost, and when it is back.
    queryKey: [...KEY, lost],
    placeholderData: keepPreviousData,
    queryFn: () => ask({ kind: 'state' }),
    enabled: globalThis.heed?.desktop !== undefined,
    staleTime: lost ? 0 : Number.POSITIVE_INFINITY,
    networkMode: 'always',
    refetchInterval: lost ? LOOK_EVERY : false,
  }).data as OrganisationsState | undefined;
}

/** Asks for a change. Where Heed goes elsewhere, the window is loaded anew. */
export function useOrganisationsAct(): UseMutationResult<OrganisationsState | null, Error, OrganisationsAsk> {
  const queries = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (asked: OrganisationsAsk) => ask(asked),
    onSuccess: async (state) => {
      // What a link's try brought is shown beside its field; the list has the line's own state.
      if (state) await queries.invalidateQueries({ queryKey: KEY });
    },
  });
}

/** Why a console cannot be reached, as a sentence; null: nothing is wrong. */
export function troubleOf(state: OrganisationsState | null | undefined): string | null {
  if (!state?.trouble) return null;
  return state.trouble === 'version'
    ? t('joined:trouble.version', { theirs: state.version || '?' })
    : t(`joined:trouble.${state.trouble}`);
}

/** An organisation's name, or the address while that is not known. */
export const nameOf = ({ name, address }: OrganisationsState['joined'][number]): string =>
  name || new URL(address).host;
