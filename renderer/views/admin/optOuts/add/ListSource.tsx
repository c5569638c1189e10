import { Button, NativeSelect, Progress, Textarea } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Region } from '../../../../../shared/schema/words.ts';
import { api, client } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { useUpload } from '../../parts/useUpload.ts';
import styles from '../optOuts.module.css';
import { DryRun } from './DryRun.tsx';
import { pastedFile } from './pasted.ts';

/** A pasted or a chosen list, on its way to a dry run. Nothing is opted out before that was seen. */
export function ListSource({ way }: { readonly way: 'many' | 'file' }) {
  const { stage, take, clear } = useUpload();
  const openPicker = useRef<() => void>(null);
  const [text, setText] = useState('');
  const [column, setColumn] = useState<number | null>(null);
  const [region, setRegion] = useState<Region | ''>('');
  const dryRun = useMutation(api.optOut.dryRun.mutationOptions());
  const again = () => {
    if (dryRun.data) void client.optOut.dropDryRun({ id: dryRun.data.id });
    dryRun.reset();
    setColumn(null);
    clear();
  };
  if (stage.kind === 'ready') {
    const numberColumn = column ?? stage.preview.mapping?.number ?? 0;
    const asked = { uploadId: stage.uploadId, numberColumn, ...(region === '' ? {} : { region }) };
    if (dryRun.data) return <DryRun id={dryRun.data.id} name={stage.name} list={asked} onAgain={again} />;
    return (
      <>
        <strong>{way === 'file' ? stage.name : 'Pasted numbers'}</strong>
        <div className={styles.line} style={{ alignItems: 'flex-end' }}>
          {way === 'file' ? (
            <NativeSelect
              label="Column with the phone numbers"
              value={String(numberColumn)}
              onChange={(event) => setColumn(Number(event.currentTarget.value))}
              data={stage.preview.headers.map((header, index) => ({
                value: String(index),
                label: `${header || index + 1}: ${stage.preview.rows[0]?.[index] ?? ''}`,
              }))}
            />
          ) : null}
          <NativeSelect
            label="Numbers without a country are from"
            value={region}
            onChange={(event) => setRegion(Region.safeParse(event.currentTarget.value).data ?? '')}
            data={[
              { value: '', label: 'As the list shows' },
              { value: 'US', label: 'United States' },
              { value: 'CA', label: 'Canada' },
              { value: 'GB', label: 'United Kingdom' },
            ]}
          />
        </div>
        {dryRun.error ? <ErrorNotice title="The dry run did not start" error={dryRun.error} /> : null}
        <div className={styles.line}>
          <Button variant="filled" loading={dryRun.isPending} onClick={() => dryRun.mutate(asked)}>
            Dry run
          </Button>
          <Button onClick={again}>Take another list</Button>
          <span className={styles.soft}>Shows what would happen to each row. Nothing is changed.</span>
        </div>
      </>
    );
  }
  if (stage.kind === 'uploading' || stage.kind === 'reading')
    return <Progress value={100} animated aria-label="Reading the list" />;
  return (
    <>
      {stage.kind === 'failed' ? (
        <ErrorNotice title="The list could not be read">{stage.message}</ErrorNotice>
      ) : null}
      {way === 'many' ? (
        <>
          <Textarea
            label="Phone numbers"
            description="One a line, or with commas or semicolons between"
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
              Check the numbers
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
          inputProps={{ 'aria-label': 'List of opt-outs' }}
        >
          <div className={styles.line}>
            <span className={`${styles.soft} ${styles.grow}`}>
              Drop a CSV file here: one row for each person, with a column of phone numbers.
            </span>
            <Button onClick={() => openPicker.current?.()}>Choose a file</Button>
          </div>
        </Dropzone>
      )}
    </>
  );
}
