import { skipToken, useQuery } from '@tanstack/react-query';
import { byColumn, MERGE_COLUMNS } from '../../../shared/schema/contactColumns.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { BUILT_IN_FIELDS, fieldKey } from '../../../shared/text/template.ts';
import { api } from '../../client.ts';
import { inventedSample, type Sample } from '../../components/text/sample.ts';

/**
 * One contact of the campaign, for previews and for the names of its custom columns; an invented one while
 * there is none. `known` tells whether the columns are those of real contacts.
 */
export function useSample(campaignId: string | null, contacts: number, region: Region) {
  const first = useQuery(
    api.conversation.list.queryOptions({
      input: campaignId !== null && contacts > 0 ? { campaignId, limit: 1 } : skipToken,
    }),
  );
  const id = first.data?.items[0]?.id;
  const thread = useQuery(
    api.conversation.get.queryOptions({ input: id === undefined ? skipToken : { id } }),
  );
  const contact = thread.data?.contact;
  if (contact === undefined)
    return { sample: inventedSample(region), fields: [...BUILT_IN_FIELDS], known: contacts === 0 };
  const { fields } = contact;
  const kept = byColumn(MERGE_COLUMNS, (name) => contact[name]);
  const sample: Sample = { kept, fields, invented: false };
  const builtIn = new Set<string>(BUILT_IN_FIELDS.map(fieldKey));
  const custom = Object.keys(fields).filter((name) => !builtIn.has(fieldKey(name)));
  return { sample, fields: [...BUILT_IN_FIELDS, ...custom], known: true };
}
