/** How serious a point before the launch is, for readers who see no colour. */
export const level = {
  ok: 'En orden: ',
  warning: 'Revise: ',
  blocker: 'Hay que hacerlo primero: ',
};

/** The points to look at before the launch. */
export const check = {
  replyField: 'Hay respuestas preparadas con {{field}}, que ningún contacto tiene',
  replyFieldHint: 'A los voluntarios se les preguntará antes de enviarlas.',
  unsaved: 'Hay cambios sin guardar',
  unsavedHint: 'Primero guárdelos o descártelos.',
  organisation: 'El guion nombra a su organización',
  noOrganisation: 'El guion no nombra a su organización',
  noOrganisationHint: 'La gente debe saber quién le escribe.',
  optOut: 'El guion dice cómo darse de baja',
  noOptOut: 'El guion no dice cómo darse de baja',
  importing: 'Se están importando contactos',
  importingHint: 'Láncela cuando termine.',
  noContactsHint: 'Importe un archivo de contactos.',
  optedOut_one: '{{count, number}} de ellos está dado de baja y no recibirá mensajes.',
  optedOut_many: '{{count, number}} de ellos están dados de baja y no recibirán mensajes.',
  optedOut_other: '{{count, number}} de ellos están dados de baja y no recibirán mensajes.',
  noTextersHint: 'Elija quién trabaja en esta campaña.',
  texters_one: '{{count, number}} voluntario',
  texters_many: '{{count, number}} de voluntarios',
  texters_other: '{{count, number}} voluntarios',
  everyContact: 'Cada contacto tiene el suyo.',
  unassigned: '{{open, number}} de {{contacts}} sin voluntario.',
  noSender: 'Falta un número remitente para {{profile}}',
  addConnection: 'Agregue una conexión en los ajustes.',
  addNumber: 'Agregue un número remitente en los ajustes.',
  notReady: 'La conexión no está lista',
  test: 'Pruébela en los ajustes.',
  ready_one: '{{count, number}} número remitente listo',
  ready_many: '{{count, number}} de números remitentes listos',
  ready_other: '{{count, number}} números remitentes listos',
  through: 'Por medio de {{name}}.',
  silent: 'Nadie de quienes importó va a responder',
  silentHint:
    'Solo está lista una conexión de práctica. Responden las personas inventadas de sus propias campañas de práctica; los contactos de un archivo, nunca, así que no llegan respuestas.',
};

/** Launching, and resuming a paused campaign. */
export const launch = {
  running: 'Esta campaña está en marcha. Sus voluntarios pueden enviar.',
  scheduled:
    'Esta campaña está lanzada y empieza por sí sola: {{schedule}}. Hasta entonces sus voluntarios no pueden enviar.',
  closed: 'Esta campaña está cerrada. Ya no se envía nada en ella.',
  checkFailed: 'No se pueden comprobar las conexiones',
  failed: 'La campaña no se lanzó',
  act: 'Lanzar la campaña',
  goOn: 'Reanudar',
  confirm: 'Lanzar',
  ask: '¿Lanzar “{{name}}”?',
  askGoOn: '¿Reanudar “{{name}}”?',
  consequence_one:
    '{{count, number}} voluntario podrá escribir a {{contacts}}, de uno en uno. No se escribe a nadie que esté dado de baja. Puede pausarla en cualquier momento.',
  consequence_many:
    '{{count, number}} de voluntarios podrán escribir a {{contacts}}, de uno en uno. No se escribe a nadie que esté dado de baja. Puede pausarla en cualquier momento.',
  consequence_other:
    '{{count, number}} voluntarios podrán escribir a {{contacts}}, de uno en uno. No se escribe a nadie que esté dado de baja. Puede pausarla en cualquier momento.',
  better_one: '{{count, number}} cosa todavía puede mejorar:',
  better_many: '{{count, number}} cosas todavía pueden mejorar:',
  better_other: '{{count, number}} cosas todavía pueden mejorar:',
  first_one: 'Primero hay que resolver {{count, number}} punto.',
  first_many: 'Primero hay que resolver {{count, number}} puntos.',
  first_other: 'Primero hay que resolver {{count, number}} puntos.',
  ready_one: 'Lista, con {{count, number}} punto por revisar.',
  ready_many: 'Lista, con {{count, number}} puntos por revisar.',
  ready_other: 'Lista, con {{count, number}} puntos por revisar.',
  inOrder: 'Todo está en orden.',
  done: '“{{name}}” está en marcha.',
  doneLater: '“{{name}}” está lanzada y empieza cuando dice su calendario.',
  putRight: 'Corregir: {{title}}',
  openSettings: 'Abrir los ajustes',
  goThere: 'Ir allí',
};
