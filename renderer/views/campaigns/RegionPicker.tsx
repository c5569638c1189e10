import { SegmentedControl } from '@mantine/core';
import { profileOf } from '../../../shared/providers/index.ts';
import { carriersOf, namesUnder } from '../../../shared/providers/words.ts';
import { type Profile, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { Rich } from '../../language/Rich.tsx';
import styles from './campaigns.module.css';
import editor from './editor.module.css';

type Props = {
  readonly value: Region;
  readonly onChange: (region: Region) => void;
  readonly autoOptOut: boolean;
  /** Why the region can no longer be changed; null while it can. */
  readonly locked: string | null;
};

/** The region decides the provider profile, so what follows a STOP is shown before the choice. */
export function RegionPicker({ value, onChange, autoOptOut, locked }: Props) {
  const profile = profileOf(value);
  return (
    <fieldset className={styles.plain}>
      <legend id="region-label" className={styles.label}>
        {t('campaigns:about.region')}
      </legend>
      <SegmentedControl
        aria-labelledby="region-label"
        data={Region.options.map((region) => ({ value: region, label: t(`words:region.${region}`) }))}
        value={value}
        onChange={onChange}
        disabled={locked !== null}
      />
      <div className={editor.consequence} aria-live="polite">
        <strong>
          {t('campaigns:about.through', {
            region: t(`words:region.${value}`),
            profile: carriersOf(value),
          })}
        </strong>
        <p>
          <Rich
            text="campaigns:about.stop"
            values={{ consequence: stopConsequence(profile, autoOptOut) }}
            tags={{ b: <b /> }}
          />
        </p>
        <p className={styles.soft}>
          {locked ?? t('campaigns:about.only', { region: t(`words:region.${value}`) })}
        </p>
      </div>
    </fieldset>
  );
}

/** What follows a STOP under a profile, with automatic opt-outs as they are set (design, section 2). */
function stopConsequence(profile: Profile, autoOptOut: boolean): string {
  return t(`campaigns:stop.${profile}.${autoOptOut ? 'automatic' : 'byHand'}`, {
    provider: namesUnder(profile),
  });
}
