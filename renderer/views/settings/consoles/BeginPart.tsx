import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import settings from '../settings.module.css';
import { AuthorityFile } from './AuthorityFile.tsx';
import { Checks } from './Checks.tsx';
import styles from './consoles.module.css';
import { useTakeState } from './useTakeState.ts';

/** A console alone: what several are for, and where the database is that will stand between them. */
export function BeginPart() {
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [ca, setCa] = useState('');
  const take = useTakeState();
  const test = useMutation(api.consoles.check.mutationOptions());
  const begin = useMutation(
    api.consoles.begin.mutationOptions({
      onSuccess: (state) => {
        take(state);
        announce(t('consoles:screen.begin.done'));
      },
    }),
  );
  const given = { address: address.trim(), ca };
  const ready = test.data?.ready === true && !test.isPending;

  /** What was found holds for this database only. */
  function changed<T>(set: (value: T) => void): (value: T) => void {
    return (value) => {
      set(value);
      test.reset();
      begin.reset();
    };
  }
  const changeAddress = changed(setAddress);
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (given.address === '' || test.isPending || begin.isPending) return;
    if (!ready) test.mutate(given);
    else if (name.trim() !== '') begin.mutate({ ...given, name: name.trim() });
  }
  return (
    <Section id="consoles" title={t('settings:part.consoles')} lead={t('consoles:screen.lead')}>
      <p>{t('consoles:screen.begin.how')}</p>
      <form className={styles.form} onSubmit={submit} noValidate autoComplete="off">
        <TextInput
          label={t('consoles:screen.begin.name')}
          description={t('consoles:screen.begin.nameHelp')}
          maxLength={60}
          maw={320}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('consoles:screen.begin.address')}
          description={t('consoles:screen.begin.addressHelp')}
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          value={address}
          onChange={(event) => changeAddress(event.currentTarget.value)}
        />
        <AuthorityFile given={ca !== ''} onChoose={changed(setCa)} />
        {test.data ? <Checks found={test.data} /> : null}
        {test.error ? <ErrorNotice title={t('consoles:screen.begin.notTested')} error={test.error} /> : null}
        {begin.error ? <ErrorNotice title={t('consoles:screen.begin.failed')} error={begin.error} /> : null}
        <div className={settings.actions}>
          {/* Enter does what comes next. */}
          <Button
            type={ready ? 'button' : 'submit'}
            variant={ready ? 'default' : 'filled'}
            disabled={given.address === '' || begin.isPending}
            loading={test.isPending}
            {...(ready ? { onClick: () => test.mutate(given) } : {})}
          >
            {t('consoles:screen.begin.test')}
          </Button>
          <Button
            type={ready ? 'submit' : 'button'}
            variant={ready ? 'filled' : 'default'}
            disabled={!ready || name.trim() === ''}
            loading={begin.isPending}
          >
            {t('consoles:screen.begin.act')}
          </Button>
          {test.data ? null : <span className={settings.soft}>{t('consoles:screen.begin.testFirst')}</span>}
          {ready && name.trim() === '' ? (
            <span className={settings.soft}>{t('consoles:form.nameNeeded')}</span>
          ) : null}
        </div>
      </form>
    </Section>
  );
}
