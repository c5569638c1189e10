import type { WebhookDelivery, WebhookEndpoint } from '../../../../shared/contract/webhooksOut.ts';
import type { Tone } from '../../../components/base/Tag.tsx';

export const ENDPOINT_TONES: Readonly<Record<WebhookEndpoint['state'], Tone>> = {
  on: 'ok',
  off: 'neutral',
  paused: 'stop',
};

export const DELIVERY_TONES: Readonly<Record<WebhookDelivery['state'], Tone>> = {
  waiting: 'hold',
  delivered: 'ok',
  failed: 'stop',
};
