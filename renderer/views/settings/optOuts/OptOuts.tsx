import { Radio } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import styles from '../settings.module.css';
import { useSaveSettings } from '../useSettings.ts';
import { OptOutSwitch } from './OptOutSwitch.tsx';
import { OptOutTable } from './OptOutTable.tsx';

type Props = { readonly settings: Settings };

/** Whether Heed acts on requests to stop by itself, and which replies count. */
export function OptOuts({ settings }: Props) {
  const [armed, setArmed] = useState(false);
  const [considering, setConsidering] = useState(false);
  const inForce = settings.autoOptOut;
  return (
    <>
      <Section id="opt-outs" title={t('settings:optOuts.title')} lead={t('settings:optOuts.lead')}>
        <OptOutSwitch inForce={inForce} armed={armed} onArm={setArmed} onConsider={setConsidering} />
        <OptOutTable inForce={inForce} considered={armed || considering ? !inForce : null} />
      </Section>
      <FirstResponse settings={settings} />
    </>
  );
}

/**
 * For provider-1 only: on provider-2 every reply counts, because the provider acts on every one (design, rule
 * 2).
 */
function FirstResponse({ settings }: Props) {
  const save = useSaveSettings(t('settings:optOuts.whichSaved'));
  return (
    <Section
      id="first-response"
      title={t('settings:optOuts.whichReplies')}
      lead={t('settings:optOuts.whichLead')}
    >
      <Radio.Group
        aria-label={t('settings:optOuts.whichReplies')}
        value={settings.firstResponseOnly ? 'first' : 'any'}
        onChange={(value) => save.mutate({ firstResponseOnly: value === 'first' })}
      >
        <div className={styles.choices}>
          <Radio
            value="first"
            label={t('settings:optOuts.first')}
            description={t('settings:optOuts.firstHelp')}
            disabled={!settings.autoOptOut || save.isPending}
          />
          <Radio
            value="any"
            label={t('settings:optOuts.any')}
            description={t('settings:optOuts.anyHelp')}
            disabled={!settings.autoOptOut || save.isPending}
          />
        </div>
      </Radio.Group>
      {settings.autoOptOut ? null : <p className={styles.soft}>{t('settings:optOuts.onlyOn')}</p>}
      {save.error ? <ErrorNotice title={t('settings:form.notSaved')} error={save.error} /> : null}
    </Section>
  );
}
