import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import type { ScriptCheck } from '../../../shared/text/template.ts';
import { MessagePreview } from '../../components/text/MessagePreview.tsx';
import { PlainOffer } from '../../components/text/PlainOffer.tsx';
import { SegmentMeter } from '../../components/text/SegmentMeter.tsx';
import { TemplateField } from '../../components/text/TemplateField.tsx';
import { CheckLine } from './CheckLine.tsx';
import { MAX_TEXT } from './draft.ts';
import editor from './editor.module.css';
import { previewFor, type Sample, sampleName } from './sample.ts';

type Props = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: ReactNode;
  readonly fields: readonly string[];
  readonly sample: Sample;
  readonly texterName: string;
  readonly organisation: string;
  readonly check: ScriptCheck;
  readonly disabled: boolean;
  /** The picture that goes with the text, in its preview. */
  readonly picture: ReactNode;
};

/** The first text: the editor on one side, the text as a contact gets it on the other. */
export function ScriptEditor({
  value,
  onChange,
  error,
  fields,
  sample,
  check,
  disabled,
  picture,
  ...people
}: Props) {
  const render = (text: string) => previewFor(text, sample, people.texterName, people.organisation).text;
  const shown = render(value);
  return (
    <div className={editor.sideBySide}>
      <div>
        <TemplateField
          label={t('campaigns:section.script')}
          description={t('campaigns:script.hint')}
          value={value}
          onChange={onChange}
          error={error}
          fields={fields}
          minRows={6}
          maxLength={MAX_TEXT}
          disabled={disabled}
        />
        <ul className={editor.checks}>
          <CheckLine
            level={check.namesOrganisation ? 'ok' : 'warning'}
            title={t('campaigns:script.namesOrganisation')}
          >
            {check.namesOrganisation
              ? null
              : t('campaigns:script.putName', { name: people.organisation || t('campaigns:script.itsName') })}
          </CheckLine>
          <CheckLine level={check.optOutWording ? 'ok' : 'warning'} title={t('campaigns:script.saysOptOut')}>
            {check.optOutWording ? null : t('campaigns:script.addOptOut')}
          </CheckLine>
          {check.unknownFields.map((field) => (
            <CheckLine
              key={field}
              level="warning"
              title={t('campaigns:script.unknownField', { field: `{${field}}` })}
            >
              {t('campaigns:script.nothingStands')}
            </CheckLine>
          ))}
        </ul>
      </div>
      <MessagePreview
        to={sampleName(sample)}
        text={shown}
        picture={picture}
        footnote={
          <SegmentMeter
            text={shown}
            costs={t('campaigns:script.billed')}
            offer={disabled ? null : <PlainOffer text={value} render={render} onReplace={onChange} withKey />}
          />
        }
      />
    </div>
  );
}
