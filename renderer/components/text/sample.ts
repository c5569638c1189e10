import {
  byColumn,
  CONTACT_COLUMNS,
  MERGE_COLUMNS,
  type MergeColumn,
} from '../../../shared/schema/contactColumns.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { merge } from '../../../shared/text/template.ts';

/** An invented contact, for previews where no real one is known yet. */
export type Sample = {
  readonly kept: Readonly<Record<MergeColumn, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly invented: boolean;
};

export function inventedSample(region: Region): Sample {
  const kept = byColumn(MERGE_COLUMNS, (name) => CONTACT_COLUMNS[name].merge.examples[region]);
  return { kept, fields: {}, invented: true };
}

/** A template as this contact would read it, and the fields for which they have nothing. */
export function previewFor(template: string, sample: Sample, texterName: string, organisation: string) {
  return merge(template, { ...sample.fields, ...sample.kept, texterName, organisation });
}

/** "Priya Nair (an example)". */
export function sampleName({ kept, invented }: Sample): string {
  const name = `${kept.firstName} ${kept.lastName}`.trim() || t('parts:noName');
  return invented ? t('parts:example', { name }) : name;
}
