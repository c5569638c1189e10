import { Button, Chip, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ConfirmationOffer } from '../../../shared/contract/decisions/optOutByHand.ts';
import type { Why } from '../../../shared/contract/people.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { allOf } from '../../language/formats.ts';
import { Rich } from '../../language/Rich.tsx';
import { ConfirmationField, confirmationOf } from './ConfirmationField.tsx';
import { isBlocked, tail } from './canBeTexted.ts';

/** Whether to opt out or in. */
export type Way = 'out' | 'in';

type Props = {
  way: Way | null;
  name: string;
  /** Blocks of sender numbers that remain after an opt-in; null while loading. */
  senderNumbers: Why['senderNumbers'] | null;
  /** Whether a confirmation may be sent; undefined while loading. */
  confirmation: ConfirmationOffer | undefined;
  busy: boolean;
  problem: string | null;
  onConfirm: (reason: string, confirmation?: string) => void;
  onClose: () => void;
};

const USUAL = {
  out: ['text', 'phone', 'email', 'hostile'],
  in: ['person', 'email', 'mistake'],
} as const;

/** Opting in and out both ask for a reason, because both stay in the ledger. */
export function OptDialog(props: Props): ReactNode {
  const { way, name, onClose } = props;
  return (
    <Modal
      opened={way !== null}
      onClose={onClose}
      centered
      title={t(way === 'in' ? 'opt:title.in' : 'opt:title.out', { name })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {way === null ? null : <Form key={way} {...props} way={way} />}
    </Modal>
  );
}

function Form(props: Props & { way: Way }): ReactNode {
  const { way, senderNumbers, confirmation, busy, problem, onConfirm, onClose } = props;
  const [reason, setReason] = useState('');
  const [message, setMessage] = useState<string | null>(null);
  const missing = reason.trim().length < (way === 'in' ? 3 : 1) || message?.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!missing && !busy) onConfirm(reason.trim(), confirmationOf(confirmation, message));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {way === 'out' ? <Text size="sm">{t('opt:means')}</Text> : <Remains senderNumbers={senderNumbers} />}
        <Textarea
          data-autofocus
          label={t('opt:reason')}
          description={t('opt:reasonKept')}
          autosize
          minRows={2}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey) submit(event);
          }}
          error={problem}
        />
        <Group gap={6}>
          {USUAL[way]
            .map((each) => t(`opt:usual.${each}`))
            .map((each) => (
              <Chip key={each} size="xs" checked={reason === each} onChange={() => setReason(each)}>
                {each}
              </Chip>
            ))}
        </Group>
        {way === 'out' ? (
          <ConfirmationField offer={confirmation} value={message} onChange={setMessage} />
        ) : null}
        <Group justify="flex-end" gap="sm">
          <Button onClick={onClose}>{t('common:act.cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={busy}
            disabled={missing}
            {...(way === 'out' ? { color: 'stop' } : {})}
          >
            {t(`opt:act.${way}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** An opt-in here does not lift the provider's own block, so it says what the contact must still do. */
function Remains(props: { senderNumbers: Why['senderNumbers'] | null }): ReactNode {
  const { senderNumbers } = props;
  if (senderNumbers === null) return <Text size="sm">{t('opt:looking')}</Text>;
  const blocks = senderNumbers.filter(isBlocked);
  return (
    <>
      <Text size="sm">{t('opt:reverses')}</Text>
      {blocks.length === 0 ? null : (
        <Text size="sm">
          <Rich
            text="opt:blocks"
            values={{
              tails: allOf(blocks.map((each) => tail(each.number))),
              senders: allOf(blocks.map((each) => formatNumber(each.number))),
            }}
            tags={{ b: <b /> }}
          />
        </Text>
      )}
    </>
  );
}
