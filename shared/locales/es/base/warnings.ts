/** Lo que se pregunta antes de hacerlo. */
export const warnings = {
  'script-no-organisation': 'El guion no nombra a su organización. La gente debe saber quién le escribe.',
  'script-no-opt-out':
    'El guion no dice cómo darse de baja, por ejemplo “Responda STOP para no recibir más”.',
  'script-unknown-fields': 'Ningún contacto tiene {{fields}}. En el texto, ese lugar queda vacío.',
  'replies-unknown-fields':
    'Ningún contacto tiene {{fields}}, que usan las respuestas preparadas. A los voluntarios se les preguntará antes de enviarlas.',
  'empty-field': 'No se sabe nada para {{fields}}. Se enviaría tal como está.',
  'one-character': 'Va a enviar solo “{{text}}”. ¿Era para este cuadro?',
  'state-hours-off':
    'Algunos estados y Canadá permiten mensajes en menos horas que de 8:00 a 21:00, y algunos nunca en domingo. Sin estas reglas pueden salir mensajes cuando la ley de un estado los prohíbe.',
  'one-emoji': 'La respuesta entera es {{text}}. ¿Enviarla?',
  'stop-waiting':
    'Esta persona pidió que no le escriban más y todavía nadie ha decidido. ¿Darla de baja o enviar de todos modos?',
  'stops-waiting_one':
    '{{count, number}} persona pidió que no le escriban mientras las bajas automáticas estaban desactivadas, y espera una decisión.',
  'stops-waiting_many':
    '{{count, number}} personas pidieron que no les escriban mientras las bajas automáticas estaban desactivadas, y esperan una decisión.',
  'stops-waiting_other':
    '{{count, number}} personas pidieron que no les escriban mientras las bajas automáticas estaban desactivadas, y esperan una decisión.',
  'texts-waiting_one':
    '{{count, number}} mensaje para esta persona se escribió antes y espera esta decisión. Sale en cuanto usted continúe.',
  'texts-waiting_many':
    '{{count, number}} mensajes para esta persona se escribieron antes y esperan esta decisión. Salen en cuanto usted continúe.',
  'texts-waiting_other':
    '{{count, number}} mensajes para esta persona se escribieron antes y esperan esta decisión. Salen en cuanto usted continúe.',
  'sender-has-queued_one':
    '{{count, number}} mensaje espera para salir de este número ({{kinds}}) y se pierde para siempre.{{instead}}',
  'sender-has-queued_many':
    '{{count, number}} mensajes esperan para salir de este número ({{kinds}}) y se pierden para siempre.{{instead}}',
  'sender-has-queued_other':
    '{{count, number}} mensajes esperan para salir de este número ({{kinds}}) y se pierden para siempre.{{instead}}',
  'sender-has-contacts_one':
    '{{count, number}} persona a la que nadie ha escrito todavía tiene este número. No se le puede escribir hasta que se vuelva a usar, salvo que pase a otro número.',
  'sender-has-contacts_many':
    '{{count, number}} personas a las que nadie ha escrito todavía tienen este número. No se les puede escribir hasta que se vuelva a usar, salvo que pasen a otro número.',
  'sender-has-contacts_other':
    '{{count, number}} personas a las que nadie ha escrito todavía tienen este número. No se les puede escribir hasta que se vuelva a usar, salvo que pasen a otro número.',
  'schedule-ended': '{{who}}',
  'schedule-start-quiet':
    'A las {{time}} todavía no se puede escribir a nadie, o ya no. Los mensajes esperan hasta que empiece el horario de envío.',
  'schedule-too-short_one':
    'Falta escribir a {{count, number}} persona, y el tiempo hasta el final no alcanza para eso.',
  'schedule-too-short_many':
    'Falta escribir a {{count, number}} personas. Con {{pace, number}} primeros mensajes por minuto, el horario de envío hasta el final alcanza para unas {{enough, number}}.',
  'schedule-too-short_other':
    'Falta escribir a {{count, number}} personas. Con {{pace, number}} primeros mensajes por minuto, el horario de envío hasta el final alcanza para unas {{enough, number}}.',
  sender: {
    first_one: '{{count, number}} primer mensaje',
    first_many: '{{count, number}} primeros mensajes',
    first_other: '{{count, number}} primeros mensajes',
    replies_one: '{{count, number}} a alguien que ya conoce este número',
    replies_many: '{{count, number}} a personas que ya conocen este número',
    replies_other: '{{count, number}} a personas que ya conocen este número',
    instead: 'Los primeros mensajes pueden pasar a otro número.',
  },
  'confirmation-markets':
    'Una confirmación solo puede confirmar. A quien pidió la baja no se le puede enviar publicidad, así que este texto puede costar una multa. Se encontró: {{found}}.',
  marketing: {
    link: 'un enlace ({{words}})',
    money: 'pide dinero ({{words}})',
    vote: 'trata de votar ({{words}})',
    join: 'invita a participar ({{words}})',
    follow: 'hace publicidad ({{words}})',
    persuade: 'intenta que cambie de opinión ({{words}})',
    'call-to-action': 'llama a actuar ({{words}})',
    phone: 'un número de teléfono que no es de ayuda ({{words}})',
    long: 'ocupa {{words}} mensajes',
  },
};
