export const trial = {
  title: 'Probar un mensaje',
  lead: 'Escriba una respuesta como lo haría un contacto y vea qué haría Heed. No se guarda ni se envía nada.',
  reply: 'Respuesta del contacto',
  sample: 'quítenme de la lista esa, por favor',
  examples: 'Ejemplos',
  example: {
    keyword: 'STOP',
    request: 'ya no me manden mensajes',
    slogan: '¡Alto al oleoducto!',
    wrongNumber: 'número equivocado',
    refusal: 'no, gracias',
  },
  provider: 'Proveedor',
  whichReply: 'Qué respuesta',
  first: 'Primera respuesta',
  later: 'Respuesta posterior',
  autoOn: 'Bajas automáticas activadas',
  failed: 'No se pudo probar',
  here: 'El resultado aparece aquí.',
  matched: 'coincide «{{words}}»',
  tag: {
    'opt-out': 'Baja',
    hold: 'En espera',
    action: 'Debe actuar una persona',
    'wrong-number': 'Número equivocado',
    resume: 'Pide reanudar',
    none: 'Respuesta normal',
  },
  means: {
    'opt-out': 'Baja en toda la organización, y se envía la confirmación de ustedes.',
    'opt-out2':
      'Baja en toda la organización. Si el proveedor conoce la palabra, bloquea el número remitente y responde; si no, confirma Heed.',
    hold: 'No se envía nada más en esta conversación hasta que alguien decida qué quiso decir. Tras 10 días hábiles sin decisión se convierte en una baja.',
    action:
      'Heed abre una tarea y no detiene nada por sí mismo. Los mensajes pueden continuar hasta que alguien dé de baja a la persona.',
    action2:
      'Heed abre una tarea y no detiene nada por sí mismo. Es posible que el proveedor haya bloqueado el número remitente.',
    'wrong-number': 'Heed sugiere cerrar la conversación como número equivocado. No es una baja.',
    resume:
      'Si la persona estaba dada de baja, se pide a un administrador que decida. Una baja nunca se revierte sola.',
    resume2:
      'El proveedor levanta su bloqueo con START y UNSTOP. La baja sigue hasta que un administrador la revierta.',
    none: 'Llega al voluntario. No pasa nada más.',
  },
  rule: {
    keyword: 'Todo el texto es una palabra clave',
    keywordLater: 'Todo el texto es una palabra clave, pero no es la primera respuesta',
    providerSignal: 'Lo dijo el proveedor',
    resume: 'Todo el texto es una palabra que pide reanudar',
    ownPhrase: 'Una de sus propias frases',
    stopSign: 'Una señal de alto y nada más',
    spelledOut: 'Una palabra clave escrita con espacios',
    reaction: 'Una reacción que cita nuestro propio mensaje',
    none: 'No coincide ninguna regla',
  },
  family: {
    phrase: 'Una frase que pide la baja',
    'wrong-number': 'Una frase sobre un número equivocado',
    resume: 'Una frase que pide reanudar',
    innocent: 'Una expresión que no es una petición',
  },
};
