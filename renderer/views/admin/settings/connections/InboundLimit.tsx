import { Button, NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Settings } from '../../../../../shared/contract/settings.ts';
import { t } from '../../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { Section } from '../../parts/Section.tsx';
import { useLeaveGuard } from '../../parts/useLeaveGuard.tsx';
import styles from '../settings.module.css';
import { useSaveSettings } from '../useSettings.ts';

type Props = { readonly settings: Settings };

/** How long ago replies may have been read for texts to leave. */
export function InboundLimit({ settings: { inboundLimitMinutes } }: Props) {
  const save = useSaveSettings(t('settings:connections.limit.saved'));
  const form = useForm({
    initialValues: { inboundLimitMinutes },
    validate: {
      inboundLimitMinutes: (value) =>
        Number.isInteger(value) && value >= 1 && value <= 60 ? null : t('settings:connections.limit.minutes'),
    },
  });
  const { dialog } = useLeaveGuard(form.isDirty());
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
          save.mutate(values, { onSuccess: () => form.setInitialValues(values) }),
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
        {save.error ? <ErrorNotice title={t('settings:form.notSaved')} error={save.error} /> : null}
        <div className={styles.actions}>
          <Button type="submit" variant="filled" disabled={!form.isDirty()} loading={save.isPending}>
            {t('common:act.save')}
          </Button>
          <Button disabled={!form.isDirty() || save.isPending} onClick={form.reset}>
            {t('common:act.discard')}
          </Button>
        </div>
      </form>
      {dialog}
    </Section>
  );
}
