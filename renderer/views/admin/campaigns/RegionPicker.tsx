import { SegmentedControl } from '@mantine/core';
import { profileOf, Region } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { stopConsequence } from '../parts/profiles.ts';
import styles from './campaigns.module.css';
import editor from './editor.module.css';

type Props = {
  readonly value: Region;
  readonly onChange: (region: Region) => void;
  readonly autoOptOut: boolean;
  /** Why the region can no longer be changed; null while it can. */
  readonly locked: string | null;
};

/** The region decides the provider profile, so what a STOP leads to is said before the choice is made. */
export function RegionPicker({ value, onChange, autoOptOut, locked }: Props) {
  const profile = profileOf(value);
  return (
    <fieldset className={styles.plain}>
      <legend id="region-label" className={styles.label}>
        Region
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
          {t(`words:region.${value}`)} texts go through {t(`words:profile.${profile}`)}.
        </strong>
        <p>
          <b>When someone replies STOP:</b> {stopConsequence(profile, autoOptOut)}
        </p>
        <p className={styles.soft}>
          {locked ??
            `Only ${t(`words:region.${value}`)} numbers can be imported. The region is fixed once contacts are in or the campaign is launched.`}
        </p>
      </div>
    </fieldset>
  );
}
