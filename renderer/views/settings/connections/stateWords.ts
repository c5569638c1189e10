import type { Connection } from '../../../../shared/contract/connections.ts';
import type { Tone } from '../../../components/base/Tag.tsx';

export const CONNECTION_TONES: Readonly<Record<Connection['state'], Tone>> = {
  untested: 'neutral',
  'waiting-test-reply': 'hold',
  ready: 'ok',
  stopped: 'stop',
};
