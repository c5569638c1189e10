import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { type Profile, ProviderName } from '../../../../../shared/schema/words.ts';
import { t } from '../../../../../shared/text/say.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { useSession } from '../../../../hooks/useSession.ts';
import { announce } from '../../parts/announce.ts';
import styles from '../settings.module.css';
import { ConfigFields } from './ConfigFields.tsx';
import { type ConfigValues, configOf, PROFILES_OF, wrongIn } from './fields.ts';

type Props = { readonly onDone: () => void };

const ABOUT: Readonly<Record<ProviderName, string>> = {
  twilio:
    'For UK campaigns (Provider 2). Twilio handles STOP itself. Heed reads replies from it every few seconds.',
  bandwidth:
    'For US and Canada campaigns (Provider 1). Bandwidth brings replies to this computer, so it needs an address that it can reach.',
  simulator: 'Plays either provider on this computer, with invented people. Nothing leaves.',
};

/** A new connection. It may send only after its test has passed. */
export function AddConnection({ onDone }: Props) {
  const demo = useSession().data?.demo ?? false;
  const [provider, setProvider] = useState<ProviderName>(demo ? 'simulator' : 'bandwidth');
  const [profile, setProfile] = useState<Profile>('provider-1');
  const [name, setName] = useState('');
  const [values, setValues] = useState<ConfigValues>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  // The demo's store keeps no secrets, so a real provider would never answer it.
  const notHere = demo && provider !== 'simulator';
  const queries = useQueryClient();
  const create = useMutation(
    api.connection.create.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.connection.key() });
        announce(`“${made.name}” is added. Test it next.`);
        onDone();
      },
    }),
  );

  function choose(next: ProviderName) {
    setProvider(next);
    setProfile(PROFILES_OF[next][0] ?? 'provider-1');
    setErrors({});
    create.reset();
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const wrong = wrongIn(provider, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    create.mutate({
      provider,
      profile,
      name: name.trim() || t(`words:provider.${provider}`),
      config: configOf(provider, profile, values),
    });
  }

  return (
    <form className={styles.stack} onSubmit={submit} noValidate autoComplete="off">
      <SegmentedControl
        className={styles.start ?? ''}
        aria-label="Provider"
        value={provider}
        onChange={choose}
        data={ProviderName.options.map((each) => ({ value: each, label: t(`words:provider.${each}`) }))}
      />
      <p className={styles.soft}>{ABOUT[provider]}</p>
      {notHere ? (
        <p className={styles.needs}>
          This is the demo: it keeps no secrets, so only simulators can be added. Real providers are connected
          in your own console.
        </p>
      ) : null}
      {PROFILES_OF[provider].length > 1 ? (
        <SegmentedControl
          className={styles.start ?? ''}
          aria-label="Which provider it plays"
          value={profile}
          onChange={setProfile}
          data={PROFILES_OF[provider].map((each) => ({
            value: each,
            label: `Plays ${t(`words:profile.${each}`)} · ${t(`words:profileRegions.${each}`)}`,
          }))}
        />
      ) : null}
      <TextInput
        label="Name (optional)"
        description="For your own lists."
        placeholder={t(`words:provider.${provider}`)}
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
      {create.error ? <ErrorNotice title="It was not added" error={create.error} /> : null}
      <div className={styles.actions}>
        <Button type="submit" variant="filled" disabled={notHere} loading={create.isPending}>
          Add connection
        </Button>
        <Button onClick={onDone}>Cancel</Button>
        <span className={styles.soft}>
          Secrets go to the key store of this computer and are never shown again.
        </span>
      </div>
    </form>
  );
}
