import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ConversationRow } from '../../../../shared/contract/conversations.ts';
import { formatNumber, readAnyNumber } from '../../../../shared/schema/phone.ts';
import type { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { useMe } from '../../../hooks/useSession.ts';

/** The places of the rail, which can be found by name. */
export type Places = readonly { readonly place: string; readonly label: string }[];

/** One line of the box: what it says, and the place that it goes to. */
export type Found = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly place: readonly (string | null)[];
};

/** Lines of one kind under a heading. A new kind of search is a hook that returns a group. */
export type FoundGroup = {
  readonly title: string;
  readonly items: readonly Found[];
  readonly pending: boolean;
};

/** The number that the text is, in any format; comes first, since it is searched for most. */
export function useNumberGroup(text: string): FoundGroup {
  const read = readAnyNumber(text, 'US');
  const items = read.ok
    ? [
        {
          id: 'number',
          title: formatNumber(read.e164),
          detail: t('find:lookUp'),
          place: ['lookup', read.e164],
        },
      ]
    : [];
  return { title: t('find:group.number'), items, pending: false };
}

function placeOf(role: Role, row: ConversationRow): Found['place'] {
  return role === 'texter' ? ['texter', row.campaignId, row.state, row.id] : ['conversations', 'all', row.id];
}

/** Conversations by any part of a name or a number; the server shows each role its own. */
export function useConversationGroup(text: string): FoundGroup {
  const { role } = useMe();
  const search = text.trim();
  const enabled = search.length >= 2;
  const query = useQuery(
    api.conversation.list.queryOptions({
      input: { search, limit: 7 },
      enabled,
      placeholderData: keepPreviousData,
    }),
  );
  const items = (enabled ? (query.data?.items ?? []) : []).map((row) => ({
    id: row.id,
    title: row.name === '' ? t('find:noName') : row.name,
    detail: [row.number === null ? t('find:erased') : formatNumber(row.number), row.campaignName].join(' · '),
    place: placeOf(role, row),
  }));
  return { title: t('find:group.conversations'), items, pending: enabled && query.isFetching };
}

/** Screens, by any part of their name; all of them while nothing is typed. */
export function placeGroup(text: string, places: Places): FoundGroup {
  const words = text.trim().toLowerCase();
  const items = places
    .filter(({ label }) => label.toLowerCase().includes(words))
    .map(({ place, label }) => ({
      id: `place-${place}`,
      title: label,
      detail: t('find:goThere'),
      place: [place],
    }));
  return { title: t('find:group.screens'), items, pending: false };
}
