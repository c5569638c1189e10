import { Radio } from '@mantine/core';
import { useState } from 'react';
import { FoldPictures, type Settings } from '../../../shared/contract/settings.ts';
import { t } from '../../../shared/text/say.ts';
import { Section } from '../../components/base/Section.tsx';
import { SaveActs } from './SaveActs.tsx';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

/** When pictures of contacts are folded away until somebody asks to see them. */
export function Pictures({ settings: { foldPictures } }: { readonly settings: Settings }) {
  const [fold, setFold] = useState(foldPictures);
  const save = useSaveSettings(t('settings:pictures.saved'));
  return (
    <Section id="pictures" title={t('settings:part.pictures')} lead={t('settings:pictures.lead')}>
      <Radio.Group
        label={t('settings:pictures.fold')}
        labelProps={{ mb: 8 }}
        value={fold}
        onChange={(value) => setFold(FoldPictures.parse(value))}
      >
        <div className={styles.choices}>
          {FoldPictures.options.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              label={t(`settings:pictures.${choice}`)}
              description={choice === 'suspected' ? t('settings:pictures.suspectedWhat') : undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <SaveActs
        dirty={fold !== foldPictures}
        saving={save}
        onSave={() => save.mutate({ foldPictures: fold })}
        onDiscard={() => setFold(foldPictures)}
      />
    </Section>
  );
}
