import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Campaign, CopyPart } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { go } from '../../state/route.ts';
import styles from './campaigns.module.css';

type Props = { readonly campaign: Campaign; readonly onClose: () => void };

const USUAL: readonly CopyPart[] = ['script', 'replies', 'questions', 'hours', 'schedule'];

/** A new draft like this campaign: its name and what it takes over. */
export function CopyDialog({ campaign, onClose }: Props) {
  const [name, setName] = useState(t('campaigns:copy.named', { name: campaign.name }).slice(0, 120));
  const [parts, setParts] = useState<readonly CopyPart[]>(USUAL);
  const queries = useQueryClient();
  const copy = useMutation(
    api.campaign.copy.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.campaign.key() });
        announce(t('campaigns:copy.done', { name: made.name }));
        onClose();
        go(['campaigns', made.id]);
      },
    }),
  );
  const submit = () => copy.mutate({ id: campaign.id, name, parts: [...parts] });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('campaigns:copy.title', { name: campaign.name })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className={styles.soft}>{t('campaigns:copy.lead')}</p>
        <TextInput
          label={t('campaigns:copy.name')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <PartsPicker parts={parts} onChange={setParts} />
        {copy.error ? <ErrorNotice title={t('campaigns:copy.failed')} error={copy.error} /> : null}
        <div className={styles.dialogActs}>
          <Button onClick={onClose}>{t('common:act.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={copy.isPending}>
            {t('campaigns:copy.act')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type PartsProps = {
  readonly parts: readonly CopyPart[];
  readonly onChange: (parts: readonly CopyPart[]) => void;
};

/** What a new campaign takes over from another. */
export function PartsPicker({ parts, onChange }: PartsProps) {
  return (
    <Checkbox.Group
      label={t('campaigns:copy.parts')}
      value={[...parts]}
      onChange={(chosen) => onChange(CopyPart.options.filter((part) => chosen.includes(part)))}
    >
      <div className={styles.choices}>
        {CopyPart.options.map((part) => (
          <Checkbox key={part} value={part} label={t(`campaigns:copy.part.${part}`)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
