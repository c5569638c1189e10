import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Connection } from '../../../../../shared/contract/connection.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { announce } from '../../parts/announce.ts';
import styles from '../settings.module.css';
import { ConfigFields } from './ConfigFields.tsx';
import { configOf, valuesOf, wrongIn } from './fields.ts';

type Props = { readonly connection: Connection; readonly onDone: () => void };

/** Changes name or access. Secrets left empty stay as they are stored. */
export function EditConnection({ connection, onDone }: Props) {
  const { id, provider, profile, config, secretsSet } = connection;
  const [name, setName] = useState(connection.name);
  const [values, setValues] = useState(() => valuesOf(provider, config));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const queries = useQueryClient();
  const update = useMutation(
    api.connection.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.connection.key() });
        announce('The connection is changed. Test it again.');
        onDone();
      },
    }),
  );

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const wrong = wrongIn(provider, values, secretsSet, valuesOf(provider, config));
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    update.mutate({ id, name: name.trim() || connection.name, config: configOf(provider, profile, values) });
  }

  return (
    <form className={styles.stack} onSubmit={submit} noValidate autoComplete="off">
      <TextInput
        label="Name"
        value={name}
        maxLength={80}
        maw={340}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ConfigFields
        provider={provider}
        values={values}
        errors={errors}
        secretsSet={secretsSet}
        onChange={(key, value) => setValues((now) => ({ ...now, [key]: value }))}
      />
      {update.error ? <ErrorNotice title="It was not changed" error={update.error} /> : null}
      <div className={styles.actions}>
        <Button type="submit" variant="filled" loading={update.isPending}>
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}
