import { Autocomplete, NumberInput, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DeskSettings, type DesksState, DeskWay } from '../../../../shared/contract/desks.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { SaveActs } from '../SaveActs.tsx';
import styles from './desks.module.css';

const needsFiles = ({ on, way }: DeskSettings) => on && way === 'own-certificate';

/** How desks come in. Nothing is kept where it does not work. */
export function DesksForm({ state: { settings, suggestions } }: { readonly state: DesksState }) {
  const queries = useQueryClient();
  const form = useForm<DeskSettings>({
    initialValues: settings,
    validate: {
      port: (port) => (Number.isInteger(port) && port >= 1 && port <= 65_535 ? null : t('desks:form.port')),
      url: (url, { on }) => (!on || url.trim().startsWith('https://') ? null : t('desks:form.url')),
      certFile: (file, all) => (needsFiles(all) && file.trim() === '' ? t('desks:form.file') : null),
      keyFile: (file, all) => (needsFiles(all) && file.trim() === '' ? t('desks:form.file') : null),
      proxy: (proxy, { on, way }) =>
        on && way === 'proxy' && proxy.trim() === '' ? t('desks:form.proxy') : null,
    },
  });
  const save = useMutation(
    api.desks.change.mutationOptions({
      onSuccess: (saved) => {
        queries.setQueryData(api.desks.state.queryKey(), saved);
        form.setInitialValues(saved.settings);
        form.setValues(saved.settings);
        announce(saved.settings.on ? t('desks:saved') : t('desks:nowOff'));
      },
    }),
  );
  const chosen = form.getValues();
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Switch label={t('desks:on')} {...form.getInputProps('on', { type: 'checkbox' })} />
      {chosen.on ? (
        <>
          <Radio.Group label={t('desks:way.label')} {...form.getInputProps('way')}>
            <Stack gap="sm" mt="xs">
              {DeskWay.options.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={t(`desks:way.${each}`)}
                  description={t(`desks:means.${each}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Autocomplete
            label={t('desks:field.url')}
            description={t('desks:field.urlHelp')}
            data={suggestions}
            maxLength={300}
            maw={520}
            {...form.getInputProps('url')}
          />
          <NumberInput
            label={t('desks:field.port')}
            description={t('desks:field.portHelp')}
            min={1}
            max={65_535}
            allowDecimal={false}
            hideControls
            maw={320}
            {...form.getInputProps('port')}
          />
          {chosen.way === 'proxy' ? (
            <TextInput
              label={t('desks:field.proxy')}
              description={t('desks:field.proxyHelp')}
              placeholder="127.0.0.1"
              maxLength={60}
              maw={320}
              {...form.getInputProps('proxy')}
            />
          ) : null}
          {chosen.way === 'own-certificate' ? (
            <>
              <TextInput
                label={t('desks:field.certFile')}
                description={t('desks:field.certHelp')}
                maxLength={1000}
                {...form.getInputProps('certFile')}
              />
              <TextInput
                label={t('desks:field.keyFile')}
                description={t('desks:field.keyHelp')}
                maxLength={1000}
                {...form.getInputProps('keyFile')}
              />
            </>
          ) : null}
        </>
      ) : null}
      <SaveActs
        dirty={form.isDirty()}
        saving={save}
        notSaved={t('desks:failed')}
        onDiscard={() => {
          save.reset();
          form.reset();
        }}
      />
    </form>
  );
}
