import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import settings from '../settings.module.css';
import styles from './backups.module.css';
import { useReread } from './useAct.ts';

type Props = { readonly busy: boolean };

/** Exports the whole organisation into one file. */
export function ExportPart({ busy }: Props) {
  const form = useForm({
    initialValues: { passphrase: '', again: '', move: false },
    validate: {
      passphrase: (value) => (value.length >= 12 ? null : t('backup:export.help')),
      again: (value, values) => (value === values.passphrase ? null : t('backup:export.differ')),
    },
  });
  const write = useMutation(
    api.backup.export.mutationOptions({ ...useReread(), onSuccess: () => form.reset() }),
  );
  return (
    <Section id="export" title={t('backup:export.title')} lead={t('backup:export.lead')}>
      <form
        className={settings.stack}
        noValidate
        onSubmit={form.onSubmit(({ passphrase, move }) => write.mutate({ passphrase, move }))}
      >
        <div className={settings.formGrid}>
          <PasswordInput
            label={t('backup:export.passphrase')}
            description={t('backup:export.help')}
            autoComplete="new-password"
            {...form.getInputProps('passphrase')}
          />
          <PasswordInput
            label={t('backup:export.again')}
            autoComplete="new-password"
            {...form.getInputProps('again')}
          />
        </div>
        <Checkbox
          label={t('backup:export.move')}
          description={t('backup:export.moveHelp')}
          {...form.getInputProps('move', { type: 'checkbox' })}
        />
        {write.error ? <ErrorNotice title={t('backup:export.failed')} error={write.error} /> : null}
        {write.data ? (
          <p className={styles.path} role="status">
            {t('backup:export.done', { path: write.data.path })}
          </p>
        ) : null}
        <div className={settings.actions}>
          <Button type="submit" variant="filled" disabled={busy} loading={write.isPending}>
            {t('backup:export.act')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
