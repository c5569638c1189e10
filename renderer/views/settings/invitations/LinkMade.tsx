import { Button, CopyButton, Modal } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { QRCodeSVG } from 'qrcode.react';
import { t } from '../../../../shared/text/say.ts';
import styles from '../settings.module.css';
import once from '../shownOnce.module.css';

type Props = {
  /** Null: closed. */
  readonly link: string | null;
  readonly onDone: () => void;
};

/** A link that is shown once, also as a QR code to be scanned from the screen. */
export function LinkMade({ link, onDone }: Props) {
  return (
    <Modal
      opened={link !== null}
      onClose={onDone}
      title={t('invitations:made')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <div className={styles.stack}>
        <p>{t('invitations:shownOnce')}</p>
        <QRCodeSVG value={link ?? ''} size={184} marginSize={2} title={t('invitations:qr')} />
        <code className={once.value}>{link}</code>
        <div className={styles.actionsEnd}>
          <CopyButton value={link ?? ''}>
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
