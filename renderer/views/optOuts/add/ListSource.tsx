import { Button, MultiSelect, NativeSelect, Progress, Textarea } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Region } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api, client } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { FileReading } from '../../../components/lists/FileReading.tsx';
import { useUpload } from '../../../components/lists/useUpload.ts';
import styles from '../optOuts.module.css';
import { DryRun } from './DryRun.tsx';

/** A pasted list or a file, for a dry run. Nothing is opted out before that. */
export function ListSource({ way }: { readonly way: 'many' | 'file' }) {
  const { stage, take, reread, clear } = useUpload();
  const openPicker = useRef<() => void>(null);
  const [text, setText] = useState('');
  const [columns, setColumns] = useState<readonly number[] | null>(null);
  const [region, setRegion] = useState<Region | ''>('');
  const dryRun = useMutation(api.optOut.dryRun.mutationOptions());
  const again = () => {
    if (dryRun.data) void client.optOut.dropDryRun({ id: dryRun.data.id });
    dryRun.reset();
    setColumns(null);
    clear();
  };
  if (stage.kind === 'ready') {
    const guessed = stage.preview.numberColumns;
    const picked = columns ?? (guessed.length > 0 ? guessed : [0]);
    const [numberColumn = 0, ...moreColumns] = picked;
    const asked = {
      uploadId: stage.uploadId,
      numberColumn,
      moreColumns,
      file: stage.file,
      ...(region === '' ? {} : { region }),
    };
    if (dryRun.data) return <DryRun id={dryRun.data.id} name={stage.name} list={asked} onAgain={again} />;
    return (
      <>
        <strong>{way === 'file' ? stage.name : t('optOuts:list.pasted')}</strong>
        <div className={styles.line} style={{ alignItems: 'flex-end' }}>
          {way === 'file' ? (
            <MultiSelect
              label={t('optOuts:list.column')}
              value={picked.map(String)}
              onChange={(values) => setColumns(values.map(Number))}
              data={stage.preview.headers.map((header, index) => ({
                value: String(index),
                label: `${header || index + 1}: ${stage.preview.rows[0]?.[index] ?? ''}`,
              }))}
            />
          ) : null}
          <NativeSelect
            label={t('optOuts:list.from')}
            value={region}
            onChange={(event) => setRegion(Region.safeParse(event.currentTarget.value).data ?? '')}
            data={[
              { value: '', label: t('optOuts:list.asShown') },
              ...Region.options.map((each) => ({ value: each, label: t(`optOuts:list.country.${each}`) })),
            ]}
          />
        </div>
        {way === 'file' ? (
          <FileReading
            preview={stage.preview}
            onChange={(file) => {
              setColumns(null);
              void reread(file);
            }}
          />
        ) : null}
        {dryRun.error ? <ErrorNotice title={t('optOuts:list.notStarted')} error={dryRun.error} /> : null}
        <div className={styles.line}>
          <Button variant="filled" loading={dryRun.isPending} onClick={() => dryRun.mutate(asked)}>
            {t('optOuts:list.dryRun')}
          </Button>
          <Button onClick={again}>{t('optOuts:list.another')}</Button>
          <span className={styles.soft}>{t('optOuts:list.dryRunHint')}</span>
        </div>
      </>
    );
  }
  if (stage.kind === 'uploading' || stage.kind === 'reading')
    return <Progress value={100} animated aria-label={t('optOuts:list.reading')} />;
  return (
    <>
      {stage.kind === 'failed' ? (
        <ErrorNotice title={t('optOuts:list.unread')}>{stage.message}</ErrorNotice>
      ) : null}
      {way === 'many' ? (
        <>
          <Textarea
            label={t('optOuts:list.numbers')}
            description={t('optOuts:list.numbersHint')}
            minRows={6}
            maxRows={14}
            autosize
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className={styles.line}>
            <Button
              variant="filled"
              disabled={text.trim() === ''}
              onClick={() => void take(pastedFile(text))}
            >
              {t('optOuts:list.check')}
            </Button>
          </div>
        </>
      ) : (
        <Dropzone
          openRef={openPicker}
          onDrop={([file]) => file && void take(file)}
          multiple={false}
          activateOnClick={false}
          activateOnKeyboard={false}
          enablePointerEvents
          inputProps={{ 'aria-label': t('optOuts:list.file') }}
        >
          <div className={styles.line}>
            <span className={`${styles.soft} ${styles.grow}`}>{t('optOuts:list.drop')}</span>
            <Button onClick={() => openPicker.current?.()}>{t('optOuts:list.choose')}</Button>
          </div>
        </Dropzone>
      )}
    </>
  );
}

/** Pasted numbers as a file with one column. Quotes keep what is between them. */
function pastedFile(text: string): File {
  const numbers = text
    .split(/[\r\n;,\t]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const lines = ['phone', ...numbers.map((number) => `"${number.replaceAll('"', '""')}"`)];
  return new File([`${lines.join('\n')}\n`], 'pasted.csv', { type: 'text/csv' });
}
