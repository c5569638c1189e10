import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Connection } from '../../../../shared/contract/connections.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import { ConfigFields } from './ConfigFields.tsx';
import { configOf, valuesOf, wrongIn } from './fields.ts';

type Props = { readonly connection: Connection; readonly onDone: () => void };

/** Changes name or access. Secrets left empty stay as they are stored. */
export function EditConnection({ connection, onDone }: Props) {
  const { id, provider, config, secretsSet } = connection;
  const [name, setName] = useState(connection.name);
  const [values, setValues] = useState(() => valuesOf(provider, config));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const queries = useQueryClient();
  const update = useMutation(
    api.connection.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.connection.key() });
        announce(t('settings:connections.changed'));
        onDone();
      },
    }),
  );

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const wrong = wrongIn(provider, values, secretsSet);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    update.mutate({
      id,
      name: name.trim() || connection.name,
      config: configOf(provider, values, valuesOf(provider, config)),
    });
  }

  return (
    <FormBox
      onSubmit={submit}
      onCancel={onDone}
      act={t('common:act.save')}
      busy={update.isPending}
      failed={t('settings:form.notChanged')}
      error={update.error}
    >
      <TextInput
        label={t('settings:form.name')}
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
    </FormBox>
  );
}
