import type { Connection } from '../../../../../shared/contract/connection.ts';
import type { Tone } from '../../../../components/Tag.tsx';

/** A connection's state as a tag, and what it means where its own detail is empty. */
export const CONNECTION_STATES: Readonly<
  Record<Connection['state'], { readonly tone: Tone; readonly tag: string; readonly means: string }>
> = {
  untested: { tone: 'neutral', tag: 'not tested', means: 'Test the connection, so that it can be used.' },
  'waiting-test-reply': {
    tone: 'hold',
    tag: 'waiting for a test reply',
    means: 'Text one of its numbers from your own phone. Sending starts when that text has arrived here.',
  },
  ready: { tone: 'ok', tag: 'ready', means: 'Texts can leave, and replies come in.' },
  stopped: { tone: 'stop', tag: 'stopped', means: 'Nothing is sent through it until a test passes.' },
};
