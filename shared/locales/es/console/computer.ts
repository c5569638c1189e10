/** What the desktop program does by itself on this computer, updates, links, and reports of problems. */
export const computer = {
  title: 'Este equipo',
  intro: 'Estos ajustes valen para Heed en este equipo, sea quien sea que inicie sesión.',
  startAtLogin: 'Abrir Heed cuando inicio sesión en este equipo',
  startAtLoginNot: 'El equipo solo puede abrir un Heed instalado.',
  tray: 'Seguir en la bandeja al cerrar la última ventana',
  trayText:
    'Los mensajes en curso siguen su camino y se leen las respuestas. Un icono en la bandeja vuelve a abrir Heed.',
  lastWindow: 'Al cerrar la última ventana',
  lastWindow_ask: 'Preguntarme',
  lastWindow_stay: 'Seguir en marcha',
  lastWindow_quit: 'Salir de Heed',
  updatesTitle: 'Actualizaciones',
  updates: 'Buscar actualizaciones de Heed una vez al día',
  updatesText:
    'Heed pregunta por su última versión y no cuenta nada de su organización. La actualización se instala al cerrar Heed, nunca con mensajes en curso.',
  updatesNot: 'Este Heed no se instaló desde una versión publicada, así que no puede buscar actualizaciones.',
  updatesAdmin: 'Las actualizaciones las decide alguien de administración.',
  check: 'Buscar ahora',
  looking: 'Buscando una actualización…',
  loading: 'Descargando la versión {{version}}…',
  newest: 'Esta es la versión más nueva. Se comprobó {{when}}.',
  never: 'Heed aún no ha buscado actualizaciones.',
  ready: 'La versión {{version}} está lista. Se instala al cerrar Heed.',
  readyNotice: 'Heed {{version}} está listo y se instala al cerrar Heed',
  whatsNew: 'Novedades',
  failed:
    'La última actualización no se pudo descargar o no tenía la firma debida. No se cambió nada; Heed lo intentará mañana.',
  saved: 'Guardado para este equipo',
  report: {
    menu: 'Informar de un problema…',
    button: 'Informar de un problema',
    title: 'Informe de un problema',
    text: 'Este texto ayuda a encontrar un fallo. Contiene versiones, ajustes y las últimas líneas del registro, y ningún nombre, número, mensaje ni secreto. No se envía a ninguna parte: léalo, guárdelo y envíelo con unas palabras sobre lo ocurrido.',
    label: 'El informe',
    save: 'Guardar como archivo',
    where: 'Guardar el informe',
    failed: 'No se pudo guardar el informe.',
    failedText: 'Elija otra carpeta.',
  },
  close: {
    question: '¿Debe seguir Heed sin ventana?',
    underWay_one: '{{count, number}} mensaje espera para salir o está en curso.',
    underWay_many: '{{count, number}} de mensajes esperan para salir o están en curso.',
    underWay_other: '{{count, number}} mensajes esperan para salir o están en curso.',
    none: 'No hay mensajes en espera de salir.',
    detail:
      'Si sigue, los mensajes salen, se leen las respuestas y las bajas se respetan al momento. Si sale, todo eso espera hasta que se vuelva a abrir Heed.',
    stay: 'Seguir en marcha',
    quit: 'Salir de Heed',
    always: 'No volver a preguntar',
  },
  trayMenu: { open: 'Abrir Heed', quit: 'Salir de Heed' },
  link: {
    unknown: 'Heed no conoce este enlace',
    detail:
      'Puede que esté dañado o que sea para un Heed más nuevo. No se hizo nada. Pida uno nuevo a quien se lo envió.',
    close: 'Cerrar',
  },
  refused: {
    failed:
      'No se pudo cambiar. Compruebe que Heed puede escribir en su carpeta de datos e inténtelo de nuevo.',
    noDesktop: 'Esta ventana es de un navegador, así que no hay ajustes de un programa de escritorio.',
    startAtLogin: 'Solo un Heed instalado puede abrirse cuando alguien inicia sesión en el equipo.',
    updates:
      'Este Heed no puede buscar actualizaciones: no se instaló desde una versión publicada, o HEED_NO_UPDATES está puesto.',
  },
};
