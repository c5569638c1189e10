import { NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Settings } from '../../../shared/contract/settings.ts';
import { t } from '../../../shared/text/say.ts';
import { Section } from '../../components/base/Section.tsx';
import { SaveActs } from './SaveActs.tsx';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = { readonly settings: Settings };

/** The name that scripts and the confirmation use, and how soon an unattended window locks. */
export function Organisation({ settings }: Props) {
  const save = useSaveSettings(t('settings:organisation.saved'));
  const form = useForm({
    initialValues: { organisation: settings.organisation, idleLockMinutes: settings.idleLockMinutes },
    validate: {
      organisation: (value) => (value.trim() === '' ? t('settings:organisation.needsName') : null),
      idleLockMinutes: (value) =>
        Number.isInteger(value) && value >= 1 && value <= 480 ? null : t('settings:organisation.minutes'),
    },
  });
  return (
    <Section id="organisation" title={t('settings:part.organisation')}>
      <form
        className={styles.stack}
        noValidate
        onSubmit={form.onSubmit(({ organisation, idleLockMinutes }) =>
          save.mutate(
            { organisation: organisation.trim(), idleLockMinutes },
            {
              onSuccess: (saved) => {
                const { organisation: name, idleLockMinutes: minutes } = saved;
                form.setValues({ organisation: name, idleLockMinutes: minutes });
                form.resetDirty({ organisation: name, idleLockMinutes: minutes });
              },
            },
          ),
        )}
      >
        <TextInput
          label={t('settings:form.name')}
          description={t('settings:organisation.nameHelp')}
          maxLength={120}
          maw={420}
          {...form.getInputProps('organisation')}
        />
        <NumberInput
          label={t('settings:organisation.lock')}
          description={t('settings:organisation.lockHelp')}
          min={1}
          max={480}
          allowDecimal={false}
          maw={260}
          {...form.getInputProps('idleLockMinutes')}
        />
        <SaveActs dirty={form.isDirty()} saving={save} onDiscard={form.reset} />
      </form>
    </Section>
  );
}
