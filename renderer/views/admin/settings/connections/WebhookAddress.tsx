import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ProviderName } from '../../../../../shared/schema/words.ts';
import styles from '../settings.module.css';
import own from './connections.module.css';

type Props = { readonly url: string; readonly provider: ProviderName; readonly waiting: boolean };

const BEHIND = 'through a tunnel or proxy that reaches this computer.';

const WHERE: Readonly<Record<ProviderName, string>> = {
  bandwidth: `Enter it at Bandwidth as the callback address of your application, for inbound texts and for delivery states, ${BEHIND}`,
  twilio: `Enter it at Twilio as the address for inbound texts, ${BEHIND}`,
  simulator: 'A simulator of your own must be told this address; the one of the demo knows it.',
};

/** Where the provider brings replies. Without them no STOP could be read, so sending waits for the first one. */
export function WebhookAddress({ url, provider, waiting }: Props) {
  return (
    <div className={own.webhook}>
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
        {WHERE[provider]}
        {waiting
          ? ' Sending stays off until a test reply has arrived: only then is it sure that a STOP would be read.'
          : ''}
      </p>
    </div>
  );
}
