import type { Region } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { merge } from '../../../../shared/text/template.ts';

/** An invented contact, for previews where no real one is known yet. */
export type Sample = {
  readonly firstName: string;
  readonly lastName: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly invented: boolean;
};

export const SAMPLES: Readonly<Record<Region, Sample>> = {
  US: { firstName: 'Priya', lastName: 'Nair', fields: {}, invented: true },
  CA: { firstName: 'Mei', lastName: 'Tremblay', fields: {}, invented: true },
  GB: { firstName: 'Owen', lastName: 'Patel', fields: {}, invented: true },
};

/** A template as this contact would read it, and the fields for which they have nothing. */
export function previewFor(template: string, sample: Sample, texterName: string, organisation: string) {
  const { firstName, lastName, fields } = sample;
  return merge(template, { ...fields, firstName, lastName, texterName, organisation });
}

/** "Priya Nair (an example)". */
export function sampleName({ firstName, lastName, invented }: Sample): string {
  const name = `${firstName} ${lastName}`.trim() || t('parts:noName');
  return invented ? t('parts:example', { name }) : name;
}
