export const common = {
  act: {
    save: 'Guardar',
    cancel: 'Cancelar',
    close: 'Cerrar',
    add: 'Agregar',
    remove: 'Quitar',
    discard: 'Descartar',
    copy: 'Copiar',
    copied: 'Copiado',
  },
  account: {
    menu: '{{name}}, {{role}}: menú',
    scheme: {
      auto: 'Como este equipo',
      light: 'Claro',
      dark: 'Oscuro',
    },
    inUse: 'en uso',
    shortcuts: 'Atajos de teclado',
    tour: 'Ver el recorrido',
    signOut: 'Cerrar sesión',
    leaveDemo: 'Salir de la demostración',
  },
  showPassword: 'Mostrar u ocultar la contraseña',
  loading: 'Cargando',
  loadingList: 'Cargando la lista',
  reconnecting: 'Reconectando con Heed. Lo que ve puede no estar al día.',
  inbound: {
    chip: {
      cut: 'Sin conexión',
      moved: 'Dirección cambiada',
      stopped: 'Envío detenido',
      missing: 'Faltan respuestas',
      stale: 'Respuestas sin revisar',
      reading: 'Leyendo respuestas',
    },
    went: 'Sin conexión: no se puede contactar con un proveedor. Aquí todo sigue funcionando; los mensajes esperan.',
    back: 'Hay conexión de nuevo. Primero se leen las respuestas que llegaron entretanto; después salen los mensajes.',
    goesOn:
      'Puede seguir con todo: bajas y altas, importaciones, consultas, tareas, escribir. Los mensajes que se escriban ahora se guardan y esperan.',
    after:
      'Heed lee las respuestas que llegaron entretanto antes de enviar nada. Quien pidió que no le escriban más no recibe nada.',
    admin: {
      cut: 'No se puede contactar con {{name}} (se notó por primera vez: {{since}}). Revise la red de esta computadora.',
      moved:
        '{{name}}: las respuestas siguen yendo a una dirección antigua de esta computadora. En Ajustes, Conexiones se explica qué hacer. No se envía nada hasta que llegue una respuesta.',
      stopped: 'El envío por {{name}} está detenido. En Ajustes, Conexiones se explica por qué y qué hacer.',
      missing:
        '{{name}}: las respuestas llegan al proveedor y no a Heed (se notó por primera vez: {{since}}). Compruebe que se puede llegar desde fuera a su dirección de webhook y envíe un mensaje a uno de sus números; el envío continúa cuando ese mensaje llegue. Los contactos cuya respuesta se perdió están en espera.',
      stale:
        '{{name}}: las respuestas se leyeron por última vez {{since}}, hace más del límite de {{limit}} minutos.',
      reading:
        '{{name}}: se está leyendo lo que llegó entretanto. Donde las respuestas llegan por webhook, esto tarda unos dos minutos, en los que el proveedor puede traer lo que guardó.',
    },
    others: {
      cut: 'No se puede contactar con {{name}} (se notó por primera vez: {{since}}).',
      moved:
        '{{name}}: las respuestas no llegan, así que no se envía nada. La administración puede ver por qué.',
      stopped: 'El envío por {{name}} está detenido. La administración puede ver por qué.',
      missing:
        '{{name}}: las respuestas no llegan (se notó por primera vez: {{since}}). La administración puede ver por qué.',
      stale: '{{name}}: las respuestas se leyeron por última vez {{since}}.',
      reading: '{{name}}: se está leyendo lo que llegó entretanto.',
    },
  },
  rail: 'Principal',
  place: {
    actions: 'Tareas',
    campaigns: 'Campañas',
    conversations: 'Conversaciones',
    dashboard: 'Panel',
    lookup: 'Consultar un número',
    'opt-outs': 'Bajas',
    review: 'Revisión',
    settings: 'Configuración',
    texter: 'Mensajes',
  },
  keys: {
    show: 'Mostrar estas teclas',
    find: 'Buscar cualquier cosa',
    print: 'Imprimir',
    group: {
      anywhere: 'En cualquier parte',
      conversation: 'Conversación',
      conversations: 'Conversaciones',
    },
  },
  notices: {
    off: 'Sin notificaciones',
    count: 'Avisar: cuántos esperan',
    names: 'Avisar: nombres y texto',
    refused:
      'Este equipo no permite que Heed le avise. Permítalo en la configuración del navegador o del sistema.',
    answers_one: '{{count, number}} respuesta pendiente',
    answers_many: '{{count, number}} respuestas pendientes',
    answers_other: '{{count, number}} respuestas pendientes',
    actions_one: '{{count, number}} tarea pendiente',
    actions_many: '{{count, number}} tareas pendientes',
    actions_other: '{{count, number}} tareas pendientes',
  },
  field: {
    password: 'Al menos 10 caracteres.',
    loginShort: 'Al menos 2 caracteres.',
    loginSigns: 'Solo letras, cifras y . _ @ + -',
    code: 'Escriba el código.',
    organisation: 'Su organización necesita un nombre.',
    name: 'Escriba su nombre.',
    passphrase: 'Al menos 12 caracteres.',
  },
  error: {
    title: 'No se pudo hacer',
    tryAgain: 'Intentar de nuevo',
    inside: 'Algo falló dentro de Heed. Inténtelo de nuevo.',
    unknown: 'Algo falló. Inténtelo de nuevo.',
    broke: 'Se cortó la conexión con Heed. Compruebe el resultado antes de repetirlo.',
    noConnection: 'No hay conexión con Heed. No se envió nada.',
  },
  time: {
    now: 'ahora',
    justNow: 'ahora mismo',
    minutes: '{{count}} min',
    minutesAgo_one: 'hace {{count}} minuto',
    minutesAgo_many: 'hace {{count}} minutos',
    minutesAgo_other: 'hace {{count}} minutos',
  },
};
