import { bandwidth } from './providers/bandwidth.ts';
import { simulator } from './providers/simulator.ts';
import { todo } from './providers/todo.ts';
import { twilio } from './providers/twilio.ts';

export const provider = {
  read: {
    notReached: '{{provider}}: {{detail}}',
    credentials: '{{provider}} no acepta las credenciales (HTTP {{status}}).',
    tooMany: '{{provider}} pide menos consultas (HTTP 429).',
    fault: '{{provider}} tiene un fallo (HTTP {{status}}).',
    unknownAccount: '{{provider}} no conoce esta cuenta en esta dirección (HTTP 404).',
    webPage: '{{provider}} respondió con una página web (HTTP {{status}}). ¿Es correcta la dirección?',
    unexpected: '{{provider}} respondió con algo inesperado (HTTP {{status}}). ¿Es correcta la dirección?',
    otherPage: '{{provider}} indicó una página siguiente que no es suya.',
  },
  twilio,
  bandwidth,
  simulator,
  /** Settings that every provider has. */
  setting: {
    baseUrl: 'URL base',
    ratePerSecond: 'Mensajes por segundo',
  },
  todo,
  unknownCode:
    'El proveedor dio el código {{code}}, que Heed no conoce. Este mensaje no se envía de nuevo solo. Pregunte al soporte del proveedor qué significa el código.',
  namesNone: '{{provider}} respondió algo que no nombra ningún mensaje.',
  notTheirs: 'Una respuesta que no es de {{provider}}: HTTP {{status}}.',
  withWords: '{{text}} ({{words}})',
  guardStopped: 'Heed lo detuvo en el último momento, porque quizá ya no se puede enviar.',
  stopped: 'Se detuvo antes de enviarlo.',
  unreachable: 'No se puede llegar a {{host}} ({{code}}).',
  noAnswer: '{{host}} no respondió a tiempo.',
  broke: 'La conexión con {{host}} se cortó antes de que llegara una respuesta.',
};
