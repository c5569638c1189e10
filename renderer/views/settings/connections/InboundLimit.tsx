import { NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { t } from '../../../../shared/text/say.ts';
import { Section } from '../../../components/base/Section.tsx';
import { SaveActs } from '../SaveActs.tsx';
import styles from '../settings.module.css';
import { useSaveSettings } from '../useSettings.ts';

type Props = { readonly settings: Settings };

/** How long ago replies may have been read while texts still leave. */
export function InboundLimit({ settings: { inboundLimitMinutes } }: Props) {
  const save = useSaveSettings(t('settings:connections.limit.saved'));
  const form = useForm({
    initialValues: { inboundLimitMinutes },
    validate: {
      inboundLimitMinutes: (value) =>
        Number.isInteger(value) && value >= 1 && value <= 60 ? null : t('settings:connections.limit.minutes'),
    },
  });
  return (
    <Section
      id="inbound-limit"
      title={t('settings:connections.limit.title')}
      lead={t('settings:connections.limit.lead')}
    >
      <form
        className={styles.stack}
        noValidate
        onSubmit={form.onSubmit((values) =>
          save.mutate(values, { onSuccess: () => form.resetDirty(values) }),
        )}
      >
        <NumberInput
          label={t('settings:connections.limit.label')}
          description={t('settings:connections.limit.help')}
          min={1}
          max={60}
          allowDecimal={false}
          maw={320}
          {...form.getInputProps('inboundLimitMinutes')}
        />
        <SaveActs dirty={form.isDirty()} saving={save} onDiscard={form.reset} />
      </form>
    </Section>
  );
}
