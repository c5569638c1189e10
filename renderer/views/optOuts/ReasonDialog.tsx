import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '../../../shared/text/say.ts';

type Props = {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
};

/** Asks for a reason, which is recorded. Mounted while it is open. */
export function ReasonDialog(props: Props) {
  const { title, children, confirmLabel, danger = false, busy, problem, onConfirm, onClose } = props;
  const [reason, setReason] = useState('');
  const missing = reason.trim().length < 3;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!missing && !busy) onConfirm(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common:act.close') }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm" component="div">
            {children}
          </Text>
          <Textarea
            data-autofocus
            label={t('optOuts:reason.label')}
            description={t('optOuts:reason.hint')}
            autosize
            minRows={2}
            maxLength={300}
            value={reason}
            error={problem}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{t('common:act.cancel')}</Button>
            <Button
              type="submit"
              variant="filled"
              color={danger ? 'stop' : 'brand'}
              loading={busy}
              disabled={missing}
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
