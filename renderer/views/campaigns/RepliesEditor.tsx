import { ActionIcon, Autocomplete, Button, Select, TextInput, Tooltip } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { picturesTo } from '../../../shared/providers/index.ts';
import type { Question } from '../../../shared/questions/script.ts';
import { t } from '../../../shared/text/say.ts';
import { bytes } from '../../components/base/fileSize.ts';
import { PlainOffer } from '../../components/text/PlainOffer.tsx';
import { SegmentMeter } from '../../components/text/SegmentMeter.tsx';
import { TemplateField } from '../../components/text/TemplateField.tsx';
import styles from './campaigns.module.css';
import { type Draft, MAX_REPLIES, MAX_TEXT, newReply } from './draft.ts';
import editor from './editor.module.css';
import { usePicturePrice } from './PictureChoice.tsx';
import { ReplyPictureChoice } from './ReplyPictureChoice.tsx';
import { previewFor, type Sample } from './sample.ts';

type Props = {
  readonly form: UseFormReturnType<Draft>;
  readonly fields: readonly string[];
  readonly sample: Sample;
  readonly texterName: string;
  readonly organisation: string;
  readonly disabled: boolean;
  /** As it was saved; null: not yet. */
  readonly campaign: Campaign | null;
  /** The campaign's questions, at which a reply may be offered first. */
  readonly questions: readonly Pick<Question, 'code' | 'name'>[];
};

/** Canned replies, in the order in which texters see them. */
export function RepliesEditor({ form, disabled, ...rest }: Props) {
  const { replies } = form.values;
  return (
    <div className={styles.stack}>
      {rest.campaign ? <PicturesOfReplies campaign={rest.campaign} /> : null}
      {replies.length === 0 ? (
        <p className={styles.soft}>{t('campaigns:replies.none')}</p>
      ) : (
        <ol className={editor.replies}>
          {replies.map((reply, at) => (
            <ReplyRow
              key={reply.key}
              form={form}
              at={at}
              last={at === replies.length - 1}
              disabled={disabled}
              {...rest}
            />
          ))}
        </ol>
      )}
      <div>
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={disabled || replies.length >= MAX_REPLIES}
          onClick={() => form.insertListItem('replies', newReply())}
        >
          {t('campaigns:replies.add')}
        </Button>
      </div>
    </div>
  );
}

/** That replies can carry pictures here, how large and at what price; nothing where none can be sent. */
function PicturesOfReplies({ campaign }: { readonly campaign: Campaign }) {
  const price = usePicturePrice(campaign.id);
  const carried = picturesTo(campaign.region);
  if (carried === null) return null;
  return (
    <p className={styles.soft}>
      {t('pictures:ofReplies', { most: bytes(carried.mostBytes) })} {price}
    </p>
  );
}

type RowProps = Props & { readonly at: number; readonly last: boolean };

function ReplyRow(props: RowProps) {
  const { form, at, last, fields, sample, texterName, organisation, disabled, questions, campaign } = props;
  const reply = form.values.replies[at];
  if (reply === undefined) return null;
  const name = reply.title.trim() || t('campaigns:replies.unnamed', { at: at + 1 });
  const render = (text: string) => previewFor(text, sample, texterName, organisation).text;
  const move = (to: number) => form.reorderListItem('replies', { from: at, to });
  return (
    <li className={editor.reply}>
      <div className={editor.replyHead}>
        <TextInput
          className={styles.grow}
          label={t('campaigns:replies.name', { at: at + 1 })}
          placeholder={t('campaigns:replies.nameExample')}
          maxLength={60}
          disabled={disabled}
          value={reply.title}
          onChange={(event) => form.setFieldValue(`replies.${at}.title`, event.currentTarget.value)}
          error={form.errors[`replies.${at}.title`]}
        />
        <div className={editor.replyTools}>
          <Tool
            label={t('campaigns:replies.up', { name })}
            disabled={disabled || at === 0}
            onClick={() => move(at - 1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </Tool>
          <Tool
            label={t('campaigns:replies.down', { name })}
            disabled={disabled || last}
            onClick={() => move(at + 1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </Tool>
          <Tool
            label={t('campaigns:replies.remove', { name })}
            disabled={disabled}
            onClick={() => form.removeListItem('replies', at)}
          >
            <IconTrash size={16} aria-hidden />
          </Tool>
        </div>
      </div>
      <div className={editor.replyPlace}>
        <Autocomplete
          label={t('campaigns:replies.folder', { at: at + 1 })}
          placeholder={t('campaigns:replies.folderExample')}
          data={[...new Set(form.values.replies.map(({ folder }) => folder.trim()))].filter((each) => each)}
          maxLength={40}
          disabled={disabled}
          value={reply.folder}
          onChange={(folder) => form.setFieldValue(`replies.${at}.folder`, folder)}
        />
        {questions.length === 0 && reply.question === null ? null : (
          <Select
            label={t('campaigns:replies.question', { at: at + 1 })}
            placeholder={t('campaigns:replies.noQuestion')}
            clearable
            data={questionChoices(questions, reply.question)}
            disabled={disabled}
            value={reply.question}
            onChange={(code) => form.setFieldValue(`replies.${at}.question`, code)}
          />
        )}
      </div>
      <TemplateField
        label={t('campaigns:replies.text', { at: at + 1 })}
        value={reply.text}
        onChange={(text) => form.setFieldValue(`replies.${at}.text`, text)}
        error={form.errors[`replies.${at}.text`]}
        fields={fields}
        minRows={2}
        maxLength={MAX_TEXT}
        disabled={disabled}
      />
      <SegmentMeter
        text={render(reply.text)}
        offer={
          disabled ? null : (
            <PlainOffer
              text={reply.text}
              render={render}
              onReplace={(plain) => form.setFieldValue(`replies.${at}.text`, plain)}
            />
          )
        }
      />
      <ReplyPictureChoice campaign={campaign} replyId={reply.id} disabled={disabled} name={name} />
    </li>
  );
}

/** One that is no longer asked stays in sight while a reply names it. */
function questionChoices(questions: Props['questions'], chosen: string | null) {
  const known = questions.map(({ code, name }) => ({ value: code, label: name }));
  if (chosen === null || known.some(({ value }) => value === chosen)) return known;
  return [...known, { value: chosen, label: chosen }];
}

type ToolProps = {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
};

function Tool({ label, disabled, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
