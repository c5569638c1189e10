import { skipToken, useQuery } from '@tanstack/react-query';
import {
  byColumn,
  CONTACT_COLUMNS,
  MERGE_COLUMNS,
  type MergeColumn,
} from '../../../shared/schema/contactColumns.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { BUILT_IN_FIELDS, fieldKey, merge } from '../../../shared/text/template.ts';
import { api } from '../../client.ts';

/**
 * One contact of the campaign, for previews and the names of its columns; an invented one while there is
 * none. `known`: whether the columns are those of real contacts.
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

/** An invented contact, for previews where no real one is known yet. */
export type Sample = {
  readonly kept: Readonly<Record<MergeColumn, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly invented: boolean;
};

function inventedSample(region: Region): Sample {
  const kept = byColumn(MERGE_COLUMNS, (name) => CONTACT_COLUMNS[name].merge.examples[region]);
  return { kept, fields: {}, invented: true };
}

/** A template as this contact would get it, and the fields for which they have no value. */
export function previewFor(template: string, sample: Sample, texterName: string, organisation: string) {
  return merge(template, { ...sample.fields, ...sample.kept, texterName, organisation });
}

/** "Priya Nair (an example)". */
export function sampleName({ kept, invented }: Sample): string {
  const name = `${kept.firstName} ${kept.lastName}`.trim() || t('parts:noName');
  return invented ? t('parts:example', { name }) : name;
}
