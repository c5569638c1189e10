import type {
  WebhookDelivery,
  WebhookEndpoint,
  WebhookTopic,
} from '../../../../../shared/contract/webhookOut.ts';
import type { Tone } from '../../../../components/Tag.tsx';

export const TOPIC_NAMES: Readonly<Record<WebhookTopic, string>> = {
  'opt-out': 'Opt-out',
  'opt-in': 'Opt-in',
};

export const TYPE_NAMES: Readonly<Record<WebhookDelivery['type'], string>> = { ...TOPIC_NAMES, test: 'Test' };

type Words = { readonly label: string; readonly tone: Tone };

export const ENDPOINT_STATES: Readonly<Record<WebhookEndpoint['state'], Words>> = {
  on: { label: 'on', tone: 'ok' },
  off: { label: 'off', tone: 'neutral' },
  paused: { label: 'paused', tone: 'stop' },
};

export const DELIVERY_STATES: Readonly<Record<WebhookDelivery['state'], Words>> = {
  waiting: { label: 'waiting', tone: 'hold' },
  delivered: { label: 'delivered', tone: 'ok' },
  failed: { label: 'failed', tone: 'stop' },
};
