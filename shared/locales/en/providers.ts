import { bandwidth } from './providers/bandwidth.ts';
import { simulator } from './providers/simulator.ts';
import { todo } from './providers/todo.ts';
import { twilio } from './providers/twilio.ts';

export const provider = {
  /** Why a provider's list could not be read. */
  read: {
    notReached: '{{provider}}: {{detail}}',
    credentials: '{{provider}} does not accept the credentials (HTTP {{status}}).',
    tooMany: '{{provider}} asks for fewer requests (HTTP 429).',
    fault: '{{provider}} has a fault (HTTP {{status}}).',
    unknownAccount: '{{provider}} does not know this account at this address (HTTP 404).',
    webPage: '{{provider}} answered with a web page (HTTP {{status}}). Is the address right?',
    unexpected: '{{provider}} answered with something unexpected (HTTP {{status}}). Is the address right?',
    otherPage: '{{provider}} named a next page that is not its own.',
  },
  twilio,
  bandwidth,
  simulator,
  /** Settings that every provider has. */
  setting: {
    baseUrl: 'Base URL',
    ratePerSecond: 'Texts a second',
  },
  todo,
  unknownCode:
    'The provider gave the code {{code}}, which Heed does not know. This text is not sent again by itself. Ask the provider’s support what the code means.',
  namesNone: '{{provider}} answered with something that names no message.',
  notTheirs: 'An answer that is not from {{provider}}: HTTP {{status}}.',
  withWords: '{{text}} ({{words}})',
  guardStopped: 'Heed stopped it at the last moment, because it may no longer be sent.',
  stopped: 'Stopped before it was sent.',
  unreachable: '{{host}} cannot be reached ({{code}}).',
  noAnswer: '{{host}} did not answer in time.',
  broke: 'The connection to {{host}} broke before an answer came.',
};
