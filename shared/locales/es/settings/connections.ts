export const connections = {
  lead: 'Por aquí salen los mensajes y llegan las respuestas. No se envía nada por una conexión que no está lista.',
  failed: 'No se pueden mostrar las conexiones',
  none: 'Todavía no hay conexiones',
  noneWhat:
    'Conecte Twilio para campañas del Reino Unido o Bandwidth para EE. UU. y Canadá, o el simulador para practicar.',
  addOne: 'Agregar una conexión',
  add: 'Agregar conexión',
  added: '“{{name}}” está agregada. Ahora pruébela.',
  notAdded: 'No se agregó',
  changed: 'La conexión cambió. Pruébela de nuevo.',
  provider: 'Proveedor',
  about: {
    twilio:
      'Para campañas del Reino Unido. Twilio atiende STOP por su cuenta. Heed lee allí las respuestas cada pocos segundos.',
    bandwidth:
      'Para campañas de EE. UU. y Canadá. Bandwidth envía las respuestas a este equipo, así que necesita una dirección a la que pueda llegar.',
    simulator:
      'Hace de cualquiera de los dos proveedores en este equipo, con personas inventadas. Nada sale de aquí.',
  },
  demoOnly:
    'Esta es la demostración: no guarda secretos, así que solo se pueden agregar simuladores. Los proveedores reales se conectan en su propia consola.',
  whichPlays: 'De qué proveedor hace',
  plays: 'Hace de {{profile}}',
  nameHelp: 'Para sus propias listas.',
  secrets: 'Los secretos van al almacén de claves de este equipo y no se vuelven a mostrar.',
  advanced: 'Avanzado',
  storedSecret: 'Guardado. Déjelo vacío para conservarlo.',
  state: {
    untested: 'sin probar',
    'waiting-test-reply': 'espera una respuesta de prueba',
    ready: 'lista',
    stopped: 'detenida',
  },
  moved: 'dirección cambiada',
  refused_many:
    'Llegaron {{count, number}} llamadas con credenciales incorrectas (la primera: {{since}}; la última: {{last}}). Si eran de su proveedor, sus respuestas no entran: {{fix}}',
  refused_one:
    'Llegó una llamada con credenciales incorrectas ({{since}}). Si era de su proveedor, sus respuestas no entran: {{fix}}',
  refused_other:
    'Llegaron {{count, number}} llamadas con credenciales incorrectas (la primera: {{since}}; la última: {{last}}). Si eran de su proveedor, sus respuestas no entran: {{fix}}',
  refusedFix: {
    bandwidth: 'revise el usuario y la contraseña en los ajustes de callback de su aplicación en Bandwidth.',
    twilio:
      'revise el auth token y que la dirección pública escrita aquí sea exactamente la que llama Twilio.',
    simulator: 'revise el usuario y la contraseña que se dieron al simulador.',
  },
  stateMeans: {
    untested: 'Pruebe la conexión para poder usarla.',
    'waiting-test-reply':
      'Escriba a uno de sus números desde su propio teléfono. El envío empieza cuando ese mensaje haya llegado aquí.',
    ready: 'Los mensajes pueden salir y las respuestas llegan.',
    stopped: 'No se envía nada por ella hasta que pase una prueba.',
  },
  what: '{{provider}} · {{regions}}',
  notRead: 'respuestas aún sin leer',
  lastRead: 'respuestas leídas por última vez: <when/>',
  lastChecked: 'respuestas comprobadas por última vez: <when/>',
  test: 'Probar la conexión',
  testHelp: 'La prueba comprueba la dirección y las credenciales. No envía nada.',
  passed: 'La prueba pasó.',
  failedTest: 'La prueba falló.',
  notTested: 'No se pudo probar',
  change: 'Cambiar el acceso…',
  remove: 'Quitar…',
  removeTitle: '¿Quitar “{{name}}”?',
  removeIt: 'Quitar la conexión',
  removed: '“{{name}}” ya no está.',
  removeWhat:
    'Se borran su acceso y sus secretos. Una conexión por la que pasaron mensajes no se puede quitar, porque sus respuestas deben seguir respetándose.',
  noPort:
    'El puerto para las respuestas no está abierto, así que no se conoce su dirección. Vuelva a iniciar Heed.',
  webhook: 'Dirección del webhook',
  webhookWhere: {
    bandwidth:
      'Póngala en Bandwidth como dirección de callback de su aplicación, para los mensajes entrantes y los estados de entrega, mediante un túnel o proxy que llegue a este equipo.',
    twilio:
      'Póngala en Twilio como dirección para los mensajes entrantes, mediante un túnel o proxy que llegue a este equipo.',
    simulator: 'A un simulador propio hay que darle esta dirección; el de la demostración ya la conoce.',
  },
  webhookWaits:
    'El envío sigue desactivado hasta que llegue una respuesta de prueba: solo entonces es seguro que un STOP se leería.',
  number: {
    title: 'Números remitentes',
    none: 'Ninguno todavía. Una campaña necesita al menos un número desde el que escribir.',
    new: 'Número nuevo',
    label: 'Etiqueta',
    labelIt: 'Etiquetar',
    labelSample: 'Número principal',
    labelOf: 'Etiqueta de {{number}}',
    labelOne: 'Etiquetar {{number}}',
    noLabel: 'sin etiqueta',
    add: 'Agregar número',
    notAdded: 'El número no se agregó',
    added: '{{number}} está agregado.',
    saved: '{{number}} está guardado.',
    wrong: 'Este no es un número de teléfono que pueda enviar mensajes.',
    stopped: 'rechazado por el proveedor',
    retired: 'retirado',
    isRetired: '{{number}} está retirado.',
    retire: 'Retirar…',
    retireOne: 'Retirar {{number}}',
    retireTitle: '¿Retirar {{number}}?',
    retireIt: 'Retirar el número',
    retireWhat:
      'Ninguna conversación nueva empieza desde él. Las conversaciones que tiene lo conservan, y se siguen leyendo las respuestas que recibe.',
    use: 'Volver a usar',
    useOne: 'Volver a usar {{number}}',
    repliesWait_one:
      '{{count, number}} mensaje espera para alguien que ya conoce este número. Se pierde, porque desde otro número empezaría una conversación nueva en su teléfono.',
    repliesWait_many:
      '{{count, number}} mensajes esperan para personas que ya conocen este número. Se pierden, porque desde otro número empezarían una conversación nueva en sus teléfonos.',
    repliesWait_other:
      '{{count, number}} mensajes esperan para personas que ya conocen este número. Se pierden, porque desde otro número empezarían una conversación nueva en sus teléfonos.',
    firstWait_one: '{{count, number}} primer mensaje espera para salir de él.',
    firstWait_many: '{{count, number}} primeros mensajes esperan para salir de él.',
    firstWait_other: '{{count, number}} primeros mensajes esperan para salir de él.',
    contactsWait_one: '{{count, number}} persona a la que nadie ha escrito todavía lo tiene.',
    contactsWait_many: '{{count, number}} personas a las que nadie ha escrito todavía lo tienen.',
    contactsWait_other: '{{count, number}} personas a las que nadie ha escrito todavía lo tienen.',
    textsMoved_one: '{{count, number}} primer mensaje pasó al otro.',
    textsMoved_many: '{{count, number}} primeros mensajes pasaron al otro.',
    textsMoved_other: '{{count, number}} primeros mensajes pasaron al otro.',
    contactsMoved_one: '{{count, number}} persona aún sin mensajes pasó al otro.',
    contactsMoved_many: '{{count, number}} personas aún sin mensajes pasaron al otro.',
    contactsMoved_other: '{{count, number}} personas aún sin mensajes pasaron al otro.',
    textsGivenUp_one: '{{count, number}} mensaje se pierde.',
    textsGivenUp_many: '{{count, number}} mensajes se pierden.',
    textsGivenUp_other: '{{count, number}} mensajes se pierden.',
    whatOfThem: '¿Qué hacer con quienes aún no recibieron mensajes?',
    moveTo: 'Pasarlos a {{number}}',
    giveUp: 'Renunciar a ellos',
    giveUpHow:
      'Sus primeros mensajes no salen, y no se les puede escribir hasta que este número se vuelva a usar.',
    noOther:
      'Ningún otro número puede hacerse cargo, así que se pierden: no se les puede escribir hasta que este número se vuelva a usar.',
  },
  help: {
    twilioAccountSid: 'En la primera página de la consola de Twilio.',
    keySid: 'Recomendada: una clave propia se puede retirar sin tocar la cuenta.',
    secret: 'El secreto de la clave de API; sin clave de API, el token de autenticación de la cuenta.',
    messagingServiceSid: 'Solo si sus números pertenecen a un servicio de mensajería.',
    webhookPublicUrl:
      'Solo si Twilio llega a este equipo por un túnel. Sin él, Heed lee las respuestas por su cuenta.',
    authToken: 'Solo para webhooks, y solo junto con una clave de API.',
    rateTwilio: 'Por cada número remitente.',
    applicationId: 'De la aplicación de mensajería que usan sus números.',
    clientId: 'De una credencial OAuth2; los nombres de usuario y contraseñas terminan en diciembre de 2026.',
    webhookUser: 'Elíjalo usted y ponga el mismo en los ajustes de callback de la aplicación.',
    webhookPassword: 'Sin ella no se acepta ninguna respuesta, así que no se envía nada.',
    rateBandwidth: 'Para toda la cuenta, contados en partes.',
    simulatorUrl: 'Lo que muestra “npm run simulator”.',
    rateSimulator: 'El simulador es rápido; lo habitual es 50.',
  },
  limit: {
    title: 'Leer las respuestas antes de enviar',
    lead: 'Entre las respuestas sin leer puede haber un STOP. Los mensajes esperan hasta que se lean: después de iniciar Heed, después de quedarse sin red y siempre que se leyeron hace demasiado tiempo.',
    label: 'Minutos sin leer respuestas',
    help: 'De 1 a 60. Después no se envía nada hasta que se lean de nuevo.',
    minutes: 'Minutos enteros, de 1 a 60.',
    saved: 'Guardado. Vale desde ahora.',
  },
  wrong: {
    sid: 'Es {{prefix}} y después 32 letras y cifras.',
    web: 'Empieza con https://',
    aboveNull: 'Un número mayor que 0.',
  },
};
