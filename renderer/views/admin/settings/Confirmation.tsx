import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { countSegments } from '../../../../shared/text/segments.ts';
import { fieldsIn, merge } from '../../../../shared/text/template.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { MessagePreview } from '../parts/MessagePreview.tsx';
import { Section } from '../parts/Section.tsx';
import { SegmentMeter } from '../parts/SegmentMeter.tsx';
import { TemplateField } from '../parts/TemplateField.tsx';
import { useLeaveGuard } from '../parts/useLeaveGuard.tsx';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = { readonly settings: Settings };

/** The one text that an opted-out person still gets. */
export function Confirmation({ settings }: Props) {
  const [text, setText] = useState(settings.confirmationText);
  const save = useSaveSettings('The confirmation is saved.');
  const dirty = text.trim() !== settings.confirmationText;
  const { dialog } = useLeaveGuard(dirty);
  const { text: shown } = merge(text, { organisation: settings.organisation });
  const { encoding, segments } = countSegments(shown);
  const plain = encoding === 'GSM-7' && segments <= 1;
  const unknown = fieldsIn(text).filter((field) => field.toLowerCase() !== 'organisation');
  return (
    <Section
      id="confirmation"
      title="Confirmation"
      lead="Sent once after an opt-out, within five minutes, by Heed: always for Provider 1, and for Provider 2 only where the provider did not answer by itself. It is the only text that leaves after a request to stop."
    >
      <div className={styles.sideBySide}>
        <TemplateField
          label="Confirmation text"
          value={text}
          onChange={setText}
          fields={['organisation']}
          minRows={4}
          maxLength={480}
          error={text.trim() === '' ? 'It cannot be empty: the law expects an answer.' : undefined}
        />
        <MessagePreview to="someone who replied STOP" text={shown} footnote={<SegmentMeter text={shown} />} />
      </div>
      <p className={plain ? styles.soft : styles.needs}>
        {plain
          ? 'It fits in one plain part, as it should.'
          : 'Keep it to one part of plain letters (160 characters, no emoji or curly quotes): it then arrives whole on every phone.'}
      </p>
      {unknown.length > 0 ? (
        <p className={styles.needs}>
          Only {'{organisation}'} can be filled in here. Nothing would stand for{' '}
          {unknown.map((field) => `{${field}}`).join(', ')}.
        </p>
      ) : null}
      {save.error ? <ErrorNotice title="It was not saved" error={save.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={!dirty || text.trim() === ''}
          loading={save.isPending}
          onClick={() =>
            save.mutate(
              { confirmationText: text.trim() },
              { onSuccess: (saved) => setText(saved.confirmationText) },
            )
          }
        >
          Save
        </Button>
        <Button disabled={!dirty || save.isPending} onClick={() => setText(settings.confirmationText)}>
          Discard
        </Button>
      </div>
      {dialog}
    </Section>
  );
}
