import type { known as english } from '../en/known.ts';

export const known: typeof english = {
  somebody: 'alguien',
  provider: 'El proveedor',
  wrong: 'Marcado como número equivocado el {{day}} por {{by}}.',
  wrongIn: 'Marcado como número equivocado el {{day}} por {{by}} en {{campaign}}.',
  said: {
    dead: '{{provider}} indicó el {{day}} que este número no está en servicio.',
    landline: '{{provider}} indicó el {{day}} que es un teléfono fijo que no recibe mensajes.',
    unreachable: '{{provider}} no pudo localizar este número dos veces, la última el {{day}}.',
  },
  code: {
    dead: '{{provider}} indicó el {{day}} que este número no está en servicio (código {{code}}).',
    landline:
      '{{provider}} indicó el {{day}} que es un teléfono fijo que no recibe mensajes (código {{code}}).',
    unreachable:
      '{{provider}} no pudo localizar este número dos veces, la última el {{day}} (código {{code}}).',
  },
  title: 'Lo que se sabe de este número',
  useAgain: 'Volver a usarlo',
  useAgainHint: 'Solo si sabe que el número ahora es correcto. El registro conserva ambas cosas.',
  notDone: 'No se pudo hacer',
  next: {
    noTexts: 'No se envía nada a este número hasta que alguien elija «Volver a usarlo».',
    wrong:
      'No sale ningún primer mensaje para nadie con ese nombre hasta que alguien elija «Volver a usarlo».',
  },
  headline: {
    noTexts: 'No: el proveedor dice que no recibe mensajes',
    wrong: 'No: es un número equivocado para esta persona',
    wrongNobody: 'Solo a otra persona: fue un número equivocado',
  },
  line: { ended: 'Este número se puede volver a usar' },
};
