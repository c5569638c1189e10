import { Button, Chip, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ConfirmationOffer } from '../../../shared/contract/optOutByHand.ts';
import type { Why } from '../../../shared/contract/person.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { isBlocked, tail } from '../oversight/words.ts';
import { ConfirmationField, confirmationOf } from './ConfirmationField.tsx';

/** Which way the toggle goes. */
export type Way = 'out' | 'in';

type Props = {
  way: Way | null;
  name: string;
  /** Sender numbers decide what remains after an opt-in; null while they load. */
  senderNumbers: Why['senderNumbers'] | null;
  /** Whether a confirmation may be sent; undefined while that is being asked. */
  confirmation: ConfirmationOffer | undefined;
  busy: boolean;
  problem: string | null;
  onConfirm: (reason: string, confirmation?: string) => void;
  onClose: () => void;
};

const usual: Readonly<Record<Way, readonly string[]>> = {
  out: ['Asked in a text', 'Asked on the phone', 'Asked by e-mail', 'Hostile reply'],
  in: ['Asked in person', 'Asked by e-mail', 'Opted out by mistake'],
};

/** Opt in and opt out both ask for a reason, because both stand in the ledger for good. */
export function OptDialog(props: Props): ReactNode {
  const { way, name, onClose } = props;
  return (
    <Modal
      opened={way !== null}
      onClose={onClose}
      centered
      title={way === 'in' ? `Opt ${name} in` : `Opt ${name} out`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {way === null ? null : <Form key={way} {...props} way={way} />}
    </Modal>
  );
}

function Form(props: Props & { way: Way }): ReactNode {
  const { way, senderNumbers, confirmation, busy, problem, onConfirm, onClose } = props;
  const [reason, setReason] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const missing = reason.trim().length < (way === 'in' ? 3 : 1) || told?.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!missing && !busy) onConfirm(reason.trim(), confirmationOf(confirmation, told));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {way === 'out' ? (
          <Text size="sm">
            Nothing more is sent to this number, in any campaign, and what is queued is cancelled. You can
            undo it for 10 seconds.
          </Text>
        ) : (
          <Remains senderNumbers={senderNumbers} />
        )}
        <Textarea
          data-autofocus
          label="Reason"
          description="Stays in the record with your name."
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
          {usual[way].map((each) => (
            <Chip key={each} size="xs" checked={reason === each} onChange={() => setReason(each)}>
              {each}
            </Chip>
          ))}
        </Group>
        {way === 'out' ? <ConfirmationField offer={confirmation} value={told} onChange={setTold} /> : null}
        <Group justify="flex-end" gap="sm">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="filled"
            loading={busy}
            disabled={missing}
            {...(way === 'out' ? { color: 'stop' } : {})}
          >
            {way === 'out' ? 'Opt out' : 'Opt in'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** An opt-in here cannot lift what the provider blocks by itself, so it says what the contact must still do. */
function Remains(props: { senderNumbers: Why['senderNumbers'] | null }): ReactNode {
  const { senderNumbers } = props;
  if (senderNumbers === null) return <Text size="sm">Looking up what the provider blocks…</Text>;
  const blocks = senderNumbers.filter(isBlocked);
  return (
    <>
      <Text size="sm">
        Reverses the opt-outs in force, for every campaign. Do this only if the person asked for it.
      </Text>
      {blocks.length === 0 ? null : (
        <Text size="sm">
          The provider still blocks {blocks.map((each) => tail(each.number)).join(', ')}. Nothing arrives from
          there until they text <b>START</b> to{' '}
          {blocks.map((each) => formatNumber(each.number)).join(' and to ')}.
        </Text>
      )}
    </>
  );
}
