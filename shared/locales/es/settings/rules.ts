export const rules = {
  helpAnswer: {
    lead: 'A quien envía HELP, INFO, AYUDA o AIDE a un número de Estados Unidos o Canadá se le responde automáticamente, como mucho una vez al día. No la recibe nadie que esté de baja o en espera. {{provider}} responde solo a HELP e INFO.',
    on: 'Responder a HELP automáticamente',
    text: 'Respuesta',
    contact: 'Contacto',
    contactHelp: 'Un correo, un teléfono o una página. Aparece en la respuesta en el lugar de {contact}.',
    saved: 'La respuesta a HELP está guardada.',
    to: 'Lo que reciben',
    needs:
      'Debe decir quién escribe, a quién preguntar y cómo darse de baja: {organisation}, {contact} y STOP.',
  },
  confirmation: {
    asked: 'Este texto puede ser publicidad',
    allTheSame: 'Guardar de todos modos',
    lead: 'Heed la envía una sola vez después de una baja, dentro de cinco minutos: siempre con {{silent}} y, con {{answering}}, solo si {{answering}} no respondió. Es el único mensaje que sale después de una petición de baja.',
    saved: 'La confirmación está guardada.',
    text: 'Texto de la confirmación',
    empty: 'No puede quedar vacía: la ley espera una respuesta.',
    to: 'alguien que respondió STOP',
    plain: 'Cabe en una sola parte sencilla, como debe ser.',
    notPlain:
      'Que quepa en una parte de letras sencillas (160 caracteres, sin emojis ni comillas curvas): así llega completa a todos los teléfonos.',
    unknown: 'Aquí solo se puede usar {organisation}. En lugar de {{fields}} no aparecería nada.',
  },
  optOuts: {
    title: 'Bajas automáticas',
    lead: 'Cuando alguien responde con una palabra clave como STOP, ¿quién se encarga? Depende de este interruptor y del proveedor de la campaña.',
    whichReplies: 'Qué respuestas cuentan',
    whichLead:
      'Para EE. UU. y Canadá. En el Reino Unido cuentan todas las respuestas, porque el proveedor actúa ante cada una.',
    whichSaved: 'Se guardó qué respuestas cuentan.',
    first: 'La primera respuesta',
    firstHelp:
      'Una palabra clave en la primera respuesta da de baja de inmediato. Si llega más tarde, la conversación queda en espera y se pregunta a una persona.',
    any: 'Cualquier respuesta',
    anyHelp: 'Una palabra clave da de baja de inmediato, por larga que sea la conversación.',
    onlyOn: 'Esto solo importa mientras las bajas automáticas están activadas.',
    isOn: 'Las bajas automáticas están activadas',
    isOff: 'Las bajas automáticas están desactivadas',
    switchedOn: 'Las bajas automáticas están activadas.',
    switchedOff: 'Las bajas automáticas están desactivadas.',
    notSwitched: 'No se cambió',
    point: 'Apunte al interruptor para ver qué filas regirían. Pregunta antes de cambiar nada.',
    armed: 'Todavía no ha cambiado nada. Lea lo que cambia y confirme, o déjelo como está.',
    turnOn: 'Activar las bajas automáticas',
    turnOff: 'Desactivar las bajas automáticas',
    leaveOn: 'Dejarlas activadas',
    leaveOff: 'Dejarlas desactivadas',
    waiting: {
      'opt-out':
        'Dar de baja a quien envió una palabra clave y poner en espera a quien quizá la pidió (recomendado)',
      hold: 'Ponerlas a todas en espera hasta que alguien decida; mientras tanto nadie puede escribirles',
    },
    onMeans: {
      provider1:
        'EE. UU. y Canadá: una palabra clave da de baja a la persona de inmediato, y Heed se lo confirma.',
      provider2:
        'Reino Unido: el proveedor sigue bloqueando su propio número, y Heed da de baja a la persona en todas partes.',
      likely:
        'Las respuestas que solo parecen una petición dejan la conversación en espera hasta que alguien decida.',
    },
    offMeans: {
      provider1:
        'EE. UU. y Canadá: nadie queda dado de baja al responder STOP. A quien quiera escribirle después se le pregunta antes.',
      provider2:
        'Reino Unido: el proveedor bloquea solo el número al que respondieron. Los demás números de ustedes aún podrían escribirles.',
      action:
        'Cada petición se convierte en una tarea, y uno de ustedes debe dar de baja a esa persona a mano.',
    },
  },
  rows: {
    label: 'A qué lleva una respuesta con palabra clave',
    happens: 'Cuando alguien responde STOP',
    optedOutBy: 'Da de baja',
    blocked: 'Entrega bloqueada',
    textBy: 'Le responde',
    personActs: '¿Debe actuar una persona?',
    on: 'Activadas',
    off: 'Desactivadas',
    yes: 'Sí',
    no: 'No',
    inForce: 'en vigor',
    wouldBe: 'regiría',
    who: {
      heed: 'Heed',
      nobody: 'Nadie',
      provider: 'El proveedor',
      both: 'El proveedor y Heed',
      providerOnly: 'Solo el proveedor',
    },
    partly: 'En parte: desde ese número remitente',
    whatHappens: {
      heed: 'Heed da de baja a la persona y envía la confirmación de ustedes',
      action: 'Nada más que una tarea para una persona',
      providerAndHeed: 'El proveedor bloquea el número remitente; Heed da de baja a la persona',
      providerAndAction: 'El proveedor bloquea el número remitente; una tarea para una persona',
    },
  },
  keywords: {
    shipped: 'Palabras clave incluidas',
    shippedLead: 'Las fijan la ley y los proveedores. Siempre cuentan y no se pueden quitar.',
    version: 'versión {{version}}, {{date}}',
    failed: 'No se pueden mostrar las palabras clave',
    own: 'Sus propias palabras',
    ownLead: 'Se suman a las incluidas, para ambos proveedores, desde la próxima respuesta.',
    none: 'No hay ninguna agregada.',
    known: 'Ya está en la lista.',
    removeOne: 'Quitar {{word}}',
    extraKeywords: {
      label: 'Palabras clave',
      help: 'Cuentan solo cuando son la respuesta completa, como STOP. Dan de baja de inmediato.',
      sample: 'BASTA',
      saved: 'Palabras clave guardadas.',
    },
    extraPhrases: {
      label: 'Frases',
      help: 'Cuentan en cualquier parte de una respuesta. Dejan la conversación en espera y se pregunta a una persona.',
      sample: 'borren mi número',
      saved: 'Frases guardadas.',
    },
  },
};
