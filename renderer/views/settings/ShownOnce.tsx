import { Button, CopyButton, Modal } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from './settings.module.css';
import once from './shownOnce.module.css';

type Props = {
  readonly title: string;
  readonly lead: string;
  /** Null: closed. */
  readonly value: string | null;
  /** Stands above the value. */
  readonly children?: ReactNode;
  readonly onDone: () => void;
};

/** A secret that Heed shows only once. It closes by its button only, so that no accidental click loses it. */
export function ShownOnce({ title, lead, value, onDone, children }: Props) {
  return (
    <Modal
      opened={value !== null}
      onClose={onDone}
      title={title}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <div className={styles.stack}>
        <p>{lead}</p>
        {children}
        <code className={once.value}>{value}</code>
        <div className={styles.actionsEnd}>
          <CopyButton value={value ?? ''}>
            {({ copied, copy }) => (
              <Button
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
                data-autofocus
              >
                {t(copied ? 'common:act.copied' : 'common:act.copy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="filled" onClick={onDone}>
            {t('settings:form.keptIt')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
