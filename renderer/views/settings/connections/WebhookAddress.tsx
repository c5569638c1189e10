import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ProviderName } from '../../../../shared/providers/index.ts';
import { t } from '../../../../shared/text/say.ts';
import styles from '../settings.module.css';
import own from './connections.module.css';

type Props = { readonly url: string; readonly provider: ProviderName; readonly waiting: boolean };

/** The address for replies. Without replies no STOP could be read, so sending waits for the first one. */
export function WebhookAddress({ url, provider, waiting }: Props) {
  return (
    <div className={own.webhook}>
      <div className={styles.addRow}>
        <TextInput className={styles.grow} label={t('settings:connections.webhook')} value={url} readOnly />
        <CopyButton value={url} timeout={2000}>
          {({ copied, copy }) => (
            <Button
              size="sm"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            >
              {t(copied ? 'common:act.copied' : 'common:act.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={styles.soft}>
        {t(`provider:${provider}.webhookWhere`)}
        {waiting ? ` ${t('settings:connections.webhookWaits')}` : ''}
      </p>
    </div>
  );
}
