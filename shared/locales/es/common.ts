export const common = {
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
