import { Radio } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { Section } from '../parts/Section.tsx';
import { OptOutSwitch } from './OptOutSwitch.tsx';
import { OptOutTable } from './OptOutTable.tsx';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = { readonly settings: Settings };

/** Whether a request to stop is acted on by Heed itself, and which replies count. */
export function OptOuts({ settings }: Props) {
  const [armed, setArmed] = useState(false);
  const [considering, setConsidering] = useState(false);
  const inForce = settings.autoOptOut;
  return (
    <>
      <Section
        id="opt-outs"
        title="Automatic opt-outs"
        lead="When someone replies with a keyword such as STOP, who acts on it? That depends on this switch and on the provider of the campaign."
      >
        <OptOutSwitch inForce={inForce} armed={armed} onArm={setArmed} onConsider={setConsidering} />
        <OptOutTable inForce={inForce} considered={armed || considering ? !inForce : null} />
      </Section>
      <FirstResponse settings={settings} />
    </>
  );
}

/** Provider-1 alone: on provider-2 every reply counts, because the provider acts on every one. */
function FirstResponse({ settings }: Props) {
  const save = useSaveSettings('Saved which replies count.');
  return (
    <Section
      id="first-response"
      title="Which replies count"
      lead="For US and Canada (Provider 1). In the UK every reply counts, because the provider acts on every one."
    >
      <Radio.Group
        aria-label="Which replies count"
        value={settings.firstResponseOnly ? 'first' : 'any'}
        onChange={(value) => save.mutate({ firstResponseOnly: value === 'first' })}
      >
        <div className={styles.choices}>
          <Radio
            value="first"
            label="The first reply"
            description="A keyword in the first reply opts out at once. A later one puts the conversation on hold and asks a person."
            disabled={!settings.autoOptOut || save.isPending}
          />
          <Radio
            value="any"
            label="Any reply"
            description="A keyword opts out at once, however long the conversation is."
            disabled={!settings.autoOptOut || save.isPending}
          />
        </div>
      </Radio.Group>
      {settings.autoOptOut ? null : (
        <p className={styles.soft}>This matters only while automatic opt-outs are on.</p>
      )}
      {save.error ? <ErrorNotice title="It was not saved" error={save.error} /> : null}
    </Section>
  );
}
