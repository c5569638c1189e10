import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ProviderName } from '../../../../../shared/schema/words.ts';
import { PROVIDER_NAMES } from '../../parts/profiles.ts';
import styles from '../settings.module.css';

type Props = { readonly url: string; readonly provider: ProviderName; readonly waiting: boolean };

/** Where the provider brings replies. Without them no STOP could be read, so sending waits for the first one. */
export function WebhookAddress({ url, provider, waiting }: Props) {
  return (
    <div className={styles.webhook}>
      <div className={styles.addRow}>
        <TextInput className={styles.grow} label="Webhook address" value={url} readOnly />
        <CopyButton value={url} timeout={2000}>
          {({ copied, copy }) => (
            <Button
              size="sm"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={styles.soft}>
        Enter it as the callback address for inbound texts and delivery states at {PROVIDER_NAMES[provider]},
        through a tunnel or proxy that reaches this computer.
        {waiting
          ? ' Sending stays off until a test reply has arrived: only then is it sure that a STOP would be read.'
          : ''}
      </p>
    </div>
  );
}
