import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ReportSchedule } from '../../../shared/contract/reports.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { notify } from '../../components/base/notify.ts';
import { useMe } from '../../hooks/useSession.ts';
import styles from './reports.module.css';

const EVERY = ReportSchedule.shape.every;
type Every = ReportSchedule['every'];

/** Whether reports are written by themselves, and where; admins change it, supervisors read it. */
export function Schedule(): ReactNode {
  const { role } = useMe();
  const { data } = useQuery(api.report.schedule.queryOptions());
  if (data === undefined) return null;
  const { every, trouble, written, place } = data;
  return (
    <section className={styles.schedule} aria-label={t('report:schedule.title')}>
      <h3>{t('report:schedule.title')}</h3>
      <p className={styles.soft}>{t('report:schedule.lead')}</p>
      {trouble === '' ? null : (
        <p role="alert" className={styles.trouble}>
          {trouble}
        </p>
      )}
      {role === 'admin' && place !== null ? (
        <Form key={`${every} ${data.folder}`} every={every} folder={data.folder ?? ''} place={place} />
      ) : (
        <p>{t(`report:schedule.read.${every}`)}</p>
      )}
      {written.length === 0 ? null : (
        <>
          <h4>{t('report:schedule.written')}</h4>
          {place === null ? null : (
            <p className={styles.soft}>{t('report:schedule.where', { folder: place })}</p>
          )}
          <ul className={styles.files}>
            {written.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Form(props: { every: Every; folder: string; place: string }): ReactNode {
  const queries = useQueryClient();
  const [every, setEvery] = useState(props.every);
  const [folder, setFolder] = useState(props.folder);
  const save = useMutation(
    api.report.setSchedule.mutationOptions({
      onSuccess: () => notify(t('report:schedule.saved')),
      onSettled: () => queries.invalidateQueries({ queryKey: api.report.schedule.key() }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ every, folder: folder.trim() === '' ? null : folder.trim() });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <NativeSelect
        size="xs"
        label={t('report:schedule.every')}
        value={every}
        onChange={(event) => setEvery(EVERY.parse(event.currentTarget.value))}
      >
        {EVERY.options.map((each) => (
          <option key={each} value={each}>
            {t(`report:schedule.${each}`)}
          </option>
        ))}
      </NativeSelect>
      <TextInput
        size="xs"
        className={styles.folder ?? ''}
        label={t('report:schedule.folder')}
        description={t('report:schedule.folderHelp', { folder: props.folder === '' ? props.place : '–' })}
        maxLength={1000}
        value={folder}
        onChange={(event) => setFolder(event.currentTarget.value)}
      />
      {save.error ? <ErrorNotice title={t('report:schedule.failed')} error={save.error} /> : null}
      <Button type="submit" variant="filled" loading={save.isPending}>
        {t('common:act.save')}
      </Button>
    </form>
  );
}
