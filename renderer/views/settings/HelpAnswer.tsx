import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../../shared/contract/settings.ts';
import { profileName } from '../../../shared/providers/words.ts';
import { t } from '../../../shared/text/say.ts';
import { fieldsIn, merge } from '../../../shared/text/template.ts';
import { Section } from '../../components/base/Section.tsx';
import { MessagePreview } from '../../components/text/MessagePreview.tsx';
import { SegmentMeter } from '../../components/text/SegmentMeter.tsx';
import { TemplateField } from '../../components/text/TemplateField.tsx';
import { SaveActs } from './SaveActs.tsx';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = { readonly settings: Settings };

/** The automatic answer to HELP. */
export function HelpAnswer({ settings }: Props) {
  const [on, setOn] = useState(settings.helpAnswer);
  const [text, setText] = useState(settings.helpText);
  const [contact, setContact] = useState(settings.helpContact);
  const save = useSaveSettings(t('settings:helpAnswer.saved'));
  const values = { helpAnswer: on, helpText: text.trim(), helpContact: contact.trim() };
  const dirty = (Object.keys(values) as (keyof typeof values)[]).some((key) => values[key] !== settings[key]);
  const fields = fieldsIn(text).map((field) => field.toLowerCase());
  const whole = fields.includes('organisation') && fields.includes('contact') && /\bSTOP\b/.test(text);
  const { text: shown } = merge(text, { organisation: settings.organisation, contact });
  const discard = () => {
    setOn(settings.helpAnswer);
    setText(settings.helpText);
    setContact(settings.helpContact);
  };
  return (
    <Section
      id="help-answer"
      title={t('settings:part.help-answer')}
      lead={t('settings:helpAnswer.lead', { provider: profileName('provider-2') })}
    >
      <Switch
        label={t('settings:helpAnswer.on')}
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
      <div className={styles.sideBySide}>
        <TemplateField
          label={t('settings:helpAnswer.text')}
          value={text}
          onChange={setText}
          fields={['organisation', 'contact']}
          minRows={4}
          maxLength={480}
          error={whole ? undefined : t('settings:helpAnswer.needs')}
        />
        <MessagePreview
          to={t('settings:helpAnswer.to')}
          text={shown}
          footnote={<SegmentMeter text={shown} />}
        />
      </div>
      <TextInput
        label={t('settings:helpAnswer.contact')}
        description={t('settings:helpAnswer.contactHelp')}
        value={contact}
        maxLength={120}
        maw={420}
        onChange={(event) => setContact(event.currentTarget.value)}
      />
      <SaveActs
        dirty={dirty}
        invalid={!whole || contact.trim() === ''}
        saving={save}
        onSave={() => save.mutate(values)}
        onDiscard={discard}
      />
    </Section>
  );
}
