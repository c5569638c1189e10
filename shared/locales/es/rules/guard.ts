const rules = {
  'opted-out': {
    sentence:
      'Esta persona pidió que no le escribieran más. No se puede enviar ningún mensaje a este número en ninguna campaña.',
    short: 'contacto de baja',
  },
  'on-hold': {
    sentence:
      'Es posible que esta persona haya pedido que no le escriban más. El envío espera hasta que alguien decida qué quiso decir.',
    short: 'en espera',
  },
  'stop-waiting': {
    sentence:
      'Esta persona pidió que no le escriban más y todavía nadie ha decidido. El mensaje espera hasta que alguien lo haga.',
    short: 'pidió la baja, sin decidir',
  },
  'invalid-number': {
    sentence: 'El proveedor dice que este número no puede recibir mensajes de texto.',
    short: 'no recibe mensajes de texto',
  },
  'provider-block': {
    sentence: 'El proveedor rechaza los mensajes de este número remitente a esta persona.',
    short: 'bloqueo del proveedor',
  },
  'wrong-number': {
    sentence:
      'Este número se marcó como equivocado para esta persona, así que no se envía el primer mensaje. Si ahora es correcto, administración o supervisión puede volver a usarlo.',
    short: 'número equivocado',
  },
  'quiet-hours': {
    sentence:
      'Es demasiado temprano o demasiado tarde donde está esta persona. El mensaje saldrá cuando empiece el horario de envío.',
    short: 'fuera del horario de envío',
  },
  'texted-often': {
    sentence:
      'Esta persona ya recibió tantos primeros mensajes como permite su organización por ahora. El mensaje saldrá cuando pase ese tiempo.',
    short: 'recibió muchos mensajes hace poco',
  },
  'before-start': {
    sentence:
      'Esta campaña todavía no ha empezado donde está esta persona. El mensaje saldrá cuando empiece.',
    short: 'la campaña aún no empieza',
  },
  'planned-pause': {
    sentence: 'Esta campaña está en una pausa planeada. El mensaje saldrá cuando termine la pausa.',
    short: 'pausa planeada',
  },
  'after-end': {
    sentence: 'Esta campaña ha terminado. Solo se responde a quienes ya escribieron.',
    short: 'la campaña ha terminado',
  },
  'campaign-not-running': {
    sentence: 'Esta campaña no está en marcha, así que no se envía nada en ella.',
    short: 'campaña parada',
  },
  undecided: {
    sentence:
      'Ahora no se puede averiguar, por un error, si se le puede escribir a esta persona. No se envía nada hasta que un administrador revise las horas y el calendario de la campaña y los guarde de nuevo.',
    short: 'no se puede averiguar',
  },
  'conversation-closed': {
    sentence: 'Esta conversación está cerrada.',
    short: 'cerrada',
  },
  'sending-off': {
    sentence:
      'El envío está desactivado: la conexión con el proveedor no está lista, o un administrador tiene que revisar antes los datos.',
    short: 'envío desactivado',
  },
  'sender-retired': {
    sentence:
      'El número remitente de esta conversación está retirado y nunca se usa otro en su lugar. Desde él no se envía nada.',
    short: 'número remitente retirado',
  },
  'inbound-stale': {
    sentence:
      'Hace rato que no se revisan las respuestas. El envío espera hasta saber que nadie ha pedido que no le escriban más.',
    short: 'respuestas sin revisar',
  },
  'duplicate-initial': {
    sentence: 'El primer mensaje de esta campaña ya se envió a esta persona o está por salir.',
    short: 'primer mensaje ya enviado o en espera',
  },
  'confirmation-late': {
    sentence: 'La confirmación de la baja no se envió porque habían pasado más de cinco minutos.',
    short: 'confirmación tardía',
  },
  'answer-late': {
    sentence: 'La respuesta automática a HELP no pudo salir a tiempo, así que responde una persona.',
    short: 'respuesta automática tardía',
  },
};

export const guard = {
  ...rules,
  often:
    'Las campañas ya escribieron a esta persona tantas veces como permite su organización: {{most, number}} en {{days, number}} días. Un primer mensaje puede salir de nuevo el {{day}}.',
  starts:
    'Esta campaña empieza {{when}} donde está esta persona. Lo que envíe ahora espera y sale por sí solo entonces.',
  startsIn:
    'Esta campaña empieza {{when}} ({{zone}}). Lo que envíe ahora espera y sale por sí solo entonces.',
  pausedUntil:
    'Esta campaña está en pausa, como se planeó, hasta {{when}} donde está esta persona. Lo que envíe ahora espera hasta entonces.',
  pausedUntilIn:
    'Esta campaña está en pausa, como se planeó, hasta {{when}} ({{zone}}). Lo que envíe ahora espera hasta entonces.',
  senderStopped:
    'El número de envío {{number}} está detenido, porque el proveedor rechaza sus mensajes. Avise a un administrador. Su mensaje sale cuando se arregle.',
  senderStoppedAdmin:
    'El número de envío {{number}} está detenido, porque el proveedor rechaza sus mensajes: {{detail}} Arréglelo y vuelva a activar el número en Ajustes, Conexiones. El mensaje sale entonces.',
  reading_many:
    'Heed lee primero las respuestas que llegaron entretanto, porque puede haber un STOP. Faltan alrededor de {{count, number}} minutos; después el mensaje sale automáticamente.',
  reading_one:
    'Heed lee primero las respuestas que llegaron entretanto, porque puede haber un STOP. Falta alrededor de {{count, number}} minuto; después el mensaje sale automáticamente.',
  reading_other:
    'Heed lee primero las respuestas que llegaron entretanto, porque puede haber un STOP. Faltan alrededor de {{count, number}} minutos; después el mensaje sale automáticamente.',
};
