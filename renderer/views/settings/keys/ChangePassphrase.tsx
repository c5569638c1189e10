import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { notify } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import settings from '../settings.module.css';

/** A new passphrase for the key store of the data folder. */
export function ChangePassphrase() {
  const form = useForm({
    initialValues: { current: '', next: '', again: '' },
    validate: {
      next: (value) => (value.length >= 12 ? null : t('keys:passphrase.short')),
      again: (value, values) => (value === values.next ? null : t('keys:passphrase.differ')),
    },
  });
  const change = useMutation(
    api.keys.changePassphrase.mutationOptions({
      onSuccess: () => {
        form.reset();
        notify(t('keys:passphrase.done'), true);
      },
    }),
  );
  return (
    <Section id="passphrase" title={t('keys:passphrase.title')} lead={t('keys:passphrase.lead')}>
      <form
        className={settings.stack}
        noValidate
        onSubmit={form.onSubmit(({ current, next }) => change.mutate({ current, next }))}
      >
        <PasswordInput
          label={t('keys:passphrase.current')}
          autoComplete="current-password"
          maw={420}
          {...form.getInputProps('current')}
        />
        <div className={settings.formGrid}>
          <PasswordInput
            label={t('keys:passphrase.next')}
            description={t('keys:passphrase.help')}
            autoComplete="new-password"
            {...form.getInputProps('next')}
          />
          <PasswordInput
            label={t('keys:passphrase.again')}
            autoComplete="new-password"
            {...form.getInputProps('again')}
          />
        </div>
        {change.error ? <ErrorNotice title={t('keys:passphrase.failedTitle')} error={change.error} /> : null}
        <div className={settings.actions}>
          <Button
            type="submit"
            variant="filled"
            disabled={form.values.current === ''}
            loading={change.isPending}
          >
            {t('keys:passphrase.act')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
