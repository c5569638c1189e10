import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { BackupState } from '../../../../shared/contract/backup.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { notify } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { SaveActs } from '../SaveActs.tsx';
import settings from '../settings.module.css';
import { useReread } from './useAct.ts';

type Props = { readonly state: BackupState };
const COUNTS = [
  ['hourly', 168],
  ['daily', 90],
  ['weekly', 260],
] as const;

/** How often, how many are kept, and in which folder. */
export function PlanPart({ state: { plan, folder } }: Props) {
  const form = useForm({ initialValues: { ...plan, folder: plan.folder ?? '' } });
  const save = useMutation(
    api.backup.setPlan.mutationOptions({ ...useReread(), onSuccess: () => notify(t('backup:plan.saved')) }),
  );
  return (
    <Section id="plan" title={t('backup:plan.title')} lead={t('backup:plan.key')}>
      <form
        className={settings.stack}
        noValidate
        onSubmit={form.onSubmit((values) =>
          save.mutate({ ...values, folder: values.folder.trim() === '' ? null : values.folder.trim() }),
        )}
      >
        <Switch label={t('backup:plan.on')} {...form.getInputProps('on', { type: 'checkbox' })} />
        <div className={settings.formGrid}>
          {COUNTS.map(([name, max]) => (
            <NumberInput
              key={name}
              label={t(`backup:plan.${name}`)}
              min={0}
              max={max}
              allowDecimal={false}
              disabled={!form.values.on}
              {...form.getInputProps(name)}
            />
          ))}
        </div>
        <TextInput
          label={t('backup:plan.folder')}
          description={t('backup:plan.folderHelp', { folder: plan.folder === null ? folder : '—' })}
          maxLength={1000}
          {...form.getInputProps('folder')}
        />
        <SaveActs
          dirty={form.isDirty()}
          saving={save}
          notSaved={t('backup:plan.notSaved')}
          onDiscard={form.reset}
        />
      </form>
    </Section>
  );
}
