import { useState } from 'react';
import type { WarningCode } from '../../../../shared/contract/base/warning.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { namesUnder } from '../../../../shared/providers/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { countSegments } from '../../../../shared/text/segments.ts';
import { fieldsIn, merge } from '../../../../shared/text/template.ts';
import { warningsIn } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { MessagePreview } from '../../../components/text/MessagePreview.tsx';
import { PlainOffer } from '../../../components/text/PlainOffer.tsx';
import { SegmentMeter } from '../../../components/text/SegmentMeter.tsx';
import { TemplateField } from '../../../components/text/TemplateField.tsx';
import { SaveActs } from '../SaveActs.tsx';
import styles from '../settings.module.css';
import { useSaveSettings } from '../useSettings.ts';

type Props = { readonly settings: Settings };

/** The one text that an opted-out person still gets. */
export function Confirmation({ settings }: Props) {
  const [text, setText] = useState(settings.confirmationText);
  const save = useSaveSettings(t('settings:confirmation.saved'));
  const dirty = text.trim() !== settings.confirmationText;
  const render = (written: string) => merge(written, { organisation: settings.organisation }).text;
  const shown = render(text);
  const { encoding, segments } = countSegments(shown);
  const plain = encoding === 'GSM-7' && segments <= 1;
  const unknown = fieldsIn(text).filter((field) => field.toLowerCase() !== 'organisation');
  const asked = warningsIn(save.error);
  const saveIt = (confirmed: WarningCode[]) =>
    save.mutate(
      { confirmationText: text.trim(), confirmed },
      { onSuccess: (saved) => setText(saved.confirmationText) },
    );
  return (
    <Section
      id="confirmation"
      title={t('settings:part.confirmation')}
      lead={t('settings:confirmation.lead', {
        silent: namesUnder('provider-1'),
        answering: namesUnder('provider-2'),
      })}
    >
      <div className={styles.sideBySide}>
        <TemplateField
          label={t('settings:confirmation.text')}
          value={text}
          onChange={setText}
          fields={['organisation']}
          minRows={4}
          maxLength={480}
          error={text.trim() === '' ? t('settings:confirmation.empty') : undefined}
        />
        <MessagePreview
          to={t('settings:confirmation.to')}
          text={shown}
          footnote={
            <SegmentMeter
              text={shown}
              offer={<PlainOffer text={text} render={render} onReplace={setText} withKey />}
            />
          }
        />
      </div>
      <p className={plain ? styles.soft : styles.needs}>
        {t(plain ? 'settings:confirmation.plain' : 'settings:confirmation.notPlain')}
      </p>
      {unknown.length > 0 ? (
        <p className={styles.needs}>
          {t('settings:confirmation.unknown', { fields: unknown.map((field) => `{${field}}`).join(', ') })}
        </p>
      ) : null}
      <SaveActs
        dirty={dirty}
        invalid={text.trim() === ''}
        saving={asked.length > 0 ? { ...save, error: null } : save}
        onSave={() => saveIt([])}
        onDiscard={() => setText(settings.confirmationText)}
      />
      <ConfirmDialog
        opened={asked.length > 0}
        title={t('settings:confirmation.asked')}
        confirmLabel={t('settings:confirmation.allTheSame')}
        danger
        busy={save.isPending}
        onConfirm={() => saveIt(asked.map(({ code }) => code))}
        onCancel={() => save.reset()}
      >
        {asked.map(({ code, message }) => (
          <p key={code}>{message}</p>
        ))}
      </ConfirmDialog>
    </Section>
  );
}
