import { Button, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { Section } from '../parts/Section.tsx';
import { useLeaveGuard } from '../parts/useLeaveGuard.tsx';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = { readonly settings: Settings };

/** The name that scripts and the confirmation use, and how soon an unattended window locks. */
export function Organisation({ settings }: Props) {
  const save = useSaveSettings('The organisation is saved.');
  const form = useForm({
    initialValues: { organisation: settings.organisation, idleLockMinutes: settings.idleLockMinutes },
    validate: {
      organisation: (value) => (value.trim() === '' ? 'Your organisation needs a name.' : null),
      idleLockMinutes: (value) =>
        Number.isInteger(value) && value >= 1 && value <= 480 ? null : 'Whole minutes, 1 to 480.',
    },
  });
  const { dialog } = useLeaveGuard(form.isDirty());
  return (
    <Section id="organisation" title="Organisation">
      <form
        className={styles.stack}
        noValidate
        onSubmit={form.onSubmit(({ organisation, idleLockMinutes }) =>
          save.mutate(
            { organisation: organisation.trim(), idleLockMinutes },
            {
              onSuccess: (saved) => {
                const { organisation: name, idleLockMinutes: minutes } = saved;
                form.setInitialValues({ organisation: name, idleLockMinutes: minutes });
                form.setValues({ organisation: name, idleLockMinutes: minutes });
              },
            },
          ),
        )}
      >
        <TextInput
          label="Name"
          description="Stands where scripts and the confirmation say {organisation}."
          maxLength={120}
          maw={420}
          {...form.getInputProps('organisation')}
        />
        <NumberInput
          label="Lock the window after (minutes)"
          description="When nobody has touched it for this long, everyone has to sign in again."
          min={1}
          max={480}
          allowDecimal={false}
          maw={260}
          {...form.getInputProps('idleLockMinutes')}
        />
        {save.error ? <ErrorNotice title="It was not saved" error={save.error} /> : null}
        <div className={styles.actions}>
          <Button type="submit" variant="filled" disabled={!form.isDirty()} loading={save.isPending}>
            Save
          </Button>
          <Button disabled={!form.isDirty() || save.isPending} onClick={form.reset}>
            Discard
          </Button>
        </div>
      </form>
      {dialog}
    </Section>
  );
}
