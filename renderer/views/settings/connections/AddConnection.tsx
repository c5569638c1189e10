import { SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { FIRST_PROVIDER, ProviderName, profilesOf } from '../../../../shared/providers/index.ts';
import { profileName, providerName } from '../../../../shared/providers/words.ts';
import type { Profile } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import { useSession } from '../../../hooks/useSession.ts';
import styles from '../settings.module.css';
import { ConfigFields } from './ConfigFields.tsx';
import { type ConfigValues, configOf, wrongIn } from './fields.ts';

type Props = { readonly onDone: () => void };

/** A new connection. It may send only after its test has passed. */
export function AddConnection({ onDone }: Props) {
  const demo = useSession().data?.demo ?? false;
  const [provider, setProvider] = useState<ProviderName>(demo ? 'simulator' : FIRST_PROVIDER);
  const [profile, setProfile] = useState<Profile>(profilesOf(provider)[0]);
  const [name, setName] = useState('');
  const [values, setValues] = useState<ConfigValues>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  // The demo's store keeps no secrets, so no real provider could be used.
  const notHere = demo && provider !== 'simulator';
  const queries = useQueryClient();
  const create = useMutation(
    api.connection.create.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.connection.key() });
        announce(t('settings:connections.added', { name: made.name }));
        onDone();
      },
    }),
  );

  function choose(next: ProviderName) {
    setProvider(next);
    setProfile(profilesOf(next)[0]);
    setErrors({});
    create.reset();
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const wrong = wrongIn(provider, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    // The server checks what is in the settings.
    create.mutate({
      provider,
      profile,
      name: name.trim() || providerName(provider),
      config: configOf(provider, values),
    });
  }

  return (
    <FormBox
      onSubmit={submit}
      onCancel={onDone}
      act={t('settings:connections.add')}
      busy={create.isPending}
      ready={!notHere}
      failed={t('settings:connections.notAdded')}
      error={create.error}
      note={t('settings:connections.secrets')}
    >
      <SegmentedControl
        className={styles.start ?? ''}
        aria-label={t('settings:connections.provider')}
        value={provider}
        onChange={choose}
        data={ProviderName.options.map((each) => ({ value: each, label: providerName(each) }))}
      />
      <p className={styles.soft}>{t(`provider:${provider}.about`)}</p>
      {notHere ? <p className={styles.needs}>{t('settings:connections.demoOnly')}</p> : null}
      {profilesOf(provider).length > 1 ? (
        <SegmentedControl
          className={styles.start ?? ''}
          aria-label={t('settings:connections.whichPlays')}
          value={profile}
          onChange={setProfile}
          data={profilesOf(provider).map((each) => ({
            value: each,
            label: t('settings:connections.plays', { profile: profileName(each) }),
          }))}
        />
      ) : null}
      <TextInput
        label={t('settings:form.optional', { label: t('settings:form.name') })}
        description={t('settings:connections.nameHelp')}
        placeholder={providerName(provider)}
        value={name}
        maxLength={80}
        maw={340}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ConfigFields
        key={provider}
        provider={provider}
        values={values}
        errors={errors}
        onChange={(key, value) => setValues((now) => ({ ...now, [key]: value }))}
      />
    </FormBox>
  );
}
