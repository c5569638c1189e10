import { Checkbox, Group } from '@mantine/core';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { useSaveSettings } from '../useSettings.ts';

/** The roles that must have a second factor. */
export function SecondFactorRoles({ settings }: { readonly settings: Settings }) {
  const save = useSaveSettings(t('accounts:second.demandSaved'));
  return (
    <Section
      id="second-factor"
      title={t('accounts:second.demandTitle')}
      lead={t('accounts:second.demandMeans')}
    >
      <Checkbox.Group
        aria-label={t('accounts:second.demandTitle')}
        value={settings.secondFactorRoles}
        onChange={(roles) =>
          save.mutate({ secondFactorRoles: Role.options.filter((role) => roles.includes(role)) })
        }
      >
        <Group gap="xl">
          {Role.options.map((role) => (
            <Checkbox key={role} value={role} label={t(`words:role.${role}`)} disabled={save.isPending} />
          ))}
        </Group>
      </Checkbox.Group>
      {save.error ? <ErrorNotice title={t('accounts:second.demandFailed')} error={save.error} /> : null}
    </Section>
  );
}
