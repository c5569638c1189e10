import type { Profile } from '../../../../shared/schema/words.ts';
import { type TextKey, t } from '../../../../shared/text/say.ts';

/** One row of the table of DESIGN.md, section 2. */
export type OptOutRow = {
  readonly autoOptOut: boolean;
  readonly profile: Profile;
  readonly happens: TextKey;
  readonly optedOutBy: TextKey;
  readonly blocked: TextKey;
  readonly textBy: TextKey;
  readonly personActs: boolean;
};

export const OPT_OUT_ROWS: readonly OptOutRow[] = [
  {
    autoOptOut: true,
    profile: 'provider-1',
    happens: 'settings:rows.whatHappens.heed',
    optedOutBy: 'settings:rows.who.heed',
    blocked: 'settings:rows.yes',
    textBy: 'settings:rows.who.heed',
    personActs: false,
  },
  {
    autoOptOut: false,
    profile: 'provider-1',
    happens: 'settings:rows.whatHappens.action',
    optedOutBy: 'settings:rows.who.nobody',
    blocked: 'settings:rows.no',
    textBy: 'settings:rows.who.nobody',
    personActs: true,
  },
  {
    autoOptOut: true,
    profile: 'provider-2',
    happens: 'settings:rows.whatHappens.providerAndHeed',
    optedOutBy: 'settings:rows.who.both',
    blocked: 'settings:rows.yes',
    textBy: 'settings:rows.who.provider',
    personActs: false,
  },
  {
    autoOptOut: false,
    profile: 'provider-2',
    happens: 'settings:rows.whatHappens.providerAndAction',
    optedOutBy: 'settings:rows.who.providerOnly',
    blocked: 'settings:rows.partly',
    textBy: 'settings:rows.who.provider',
    personActs: true,
  },
];

/** What switching to `autoOptOut` changes, as sentences for the dialog. */
export function switchConsequences(autoOptOut: boolean): readonly string[] {
  return autoOptOut
    ? [
        t('settings:optOuts.onMeans.provider1'),
        t('settings:optOuts.onMeans.provider2'),
        t('settings:optOuts.onMeans.likely'),
      ]
    : [
        t('settings:optOuts.offMeans.provider1'),
        t('settings:optOuts.offMeans.provider2'),
        t('settings:optOuts.offMeans.action'),
      ];
}
