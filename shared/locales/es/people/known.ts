export const known = {
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
  useAgainTitle: '¿Volver a usar {{number}}?',
  useAgainWhat:
    'Se podrá volver a escribir a este número, en todas las campañas. El registro conserva lo que se sabía y quién lo decidió.',
  usedAgain: 'Ya se puede volver a escribir a {{number}}.',
  reason: {
    label: 'Por qué (opcional)',
    'person-said': 'Nos dijeron que el número es correcto',
    'works-again': 'El número vuelve a funcionar',
    mistaken: 'Se informó por error',
    none: 'Sin motivo',
  },
  notDone: 'No se pudo hacer',
  next: {
    noTexts: 'No se envía nada a este número hasta que alguien elija “Volver a usarlo”.',
    wrong:
      'No sale ningún primer mensaje para nadie con ese nombre hasta que alguien elija “Volver a usarlo”.',
  },
  headline: {
    noTexts: 'No: el proveedor dice que no recibe mensajes',
    wrong: 'No: es un número equivocado para esta persona',
    wrongNobody: 'Solo a otra persona: fue un número equivocado',
  },
  import: {
    title: 'Ya se sabe de estos números',
    onHold_one:
      '{{count, number}} persona quizá pidió no recibir más mensajes. Se importa y sigue en espera hasta que alguien decida.',
    onHold_many:
      '{{count, number}} de personas quizá pidieron no recibir más mensajes. Se importan y siguen en espera hasta que alguien decida.',
    onHold_other:
      '{{count, number}} personas quizá pidieron no recibir más mensajes. Se importan y siguen en espera hasta que alguien decida.',
    wrongNumber_one: '{{count, number}} número se marcó como equivocado para esta persona. Se omite.',
    wrongNumber_many:
      '{{count, number}} de números se marcaron como equivocados para estas personas. Se omiten.',
    wrongNumber_other:
      '{{count, number}} números se marcaron como equivocados para estas personas. Se omiten.',
    noTexts_one: '{{count, number}} número no recibe mensajes, según el proveedor. Se omite.',
    noTexts_many: '{{count, number}} de números no reciben mensajes, según el proveedor. Se omiten.',
    noTexts_other: '{{count, number}} números no reciben mensajes, según el proveedor. Se omiten.',
    takeWrong: 'Importar igualmente los números equivocados',
    takeNoTexts: 'Importar igualmente los números que no reciben mensajes',
    row: 'Línea {{line}}',
    heldRow: 'Quizá pidió no recibir más mensajes.',
    more: 'Y {{count, number}} más; cada una aparece en el informe después de la importación.',
  },
};
