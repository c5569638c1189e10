export const joined = {
  menu: 'Organizaciones…',
  title: 'Organizaciones',
  first: {
    choice: 'Unirse a una organización',
    text: 'Le enviaron un enlace. Escribirá para esa organización desde este equipo; ella lo guarda todo.',
    title: 'Unirse a una organización',
    lead: 'Este equipo solo guarda la dirección, el nombre y el aspecto: ni mensajes ni números.',
    back: 'Atrás',
  },
  inApp: 'Abrir en la aplicación Heed',
  field: 'Enlace',
  fieldHow: 'Pegue entero el enlace que le enviaron. Empieza por https.',
  empty: 'Pegue el enlace que le enviaron.',
  submit: 'Unirme',
  another: 'Unirse a otra',
  opened: 'Se ha abierto un enlace a {{name}}. Únase solo si sabe quién lo envió.',
  open: 'Ir a {{name}}',
  here: 'Está aquí',
  own: 'Este equipo',
  ownText: 'La consola propia de este equipo.',
  ownNone: 'Aquí aún no hay nada: la demostración, o una organización propia.',
  ownRests: 'Mientras trabaja para otra organización, la consola de este equipo descansa.',
  again: 'Al cerrar Heed se cierra la sesión; la próxima vez se inicia de nuevo.',
  forget: 'Olvidar {{name}}',
  forgetAsk: '¿Olvidar {{name}}?',
  forgetText: 'Para volver hará falta un enlace. Su cuenta allí queda como está.',
  forgetDo: 'Olvidar',
  failed: 'No ha funcionado',
  failedText:
    'No se ha cambiado nada. Compruebe que Heed puede escribir en su carpeta de datos e inténtelo de nuevo.',
  rests: {
    message_one: '{{count, number}} mensaje espera para salir de este equipo.',
    message_many: '{{count, number}} de mensajes esperan para salir de este equipo.',
    message_other: '{{count, number}} mensajes esperan para salir de este equipo.',
    detail:
      'Mientras Heed trabaja para otra organización, esperan y aquí no se leen respuestas. Todo sigue cuando usted vuelva.',
    go: 'Ir de todos modos',
    stay: 'Quedarme aquí',
  },
  trouble: {
    link: 'No es un enlace completo de Heed. Cópielo otra vez, desde https hasta el último signo, y péguelo.',
    plain: 'El enlace empieza por http, así que otros podrían leerlo todo. Pida uno que empiece por https.',
    name: 'Esa dirección no existe. Compruebe que hay conexión y que copió el enlace entero.',
    unreachable:
      'Allí no responde nadie. Puede que la consola esté apagada, o que no se llegue a ella desde esta red. Inténtelo más tarde, o pregunte a quien envió el enlace.',
    certificate:
      'No se puede confiar en el certificado de esta consola, así que Heed no se ha conectado. Pida a quien envió el enlace que mire en Ajustes, Puestos.',
    pin: 'No es la consola que nombra el enlace: alguien puede hacerse pasar por ella. Heed no se ha conectado. Pida otro enlace, por teléfono, a quien lo envió.',
    'no-heed': 'Allí responde algo que no es Heed. Pregunte a quien envió el enlace si es correcto.',
    version:
      'La consola tiene otra versión de Heed ({{theirs}}), que no encaja con la de este equipo. Actualice la más antigua de las dos.',
  },
};
