export const campaigns = {
  card: {
    profile: {
      'provider-1': 'El proveedor 1 deja los STOP en manos de Heed',
      'provider-2': 'El proveedor 2 se ocupa de los STOP',
    },
  },
  stop: {
    'provider-1': {
      automatic:
        'El proveedor 1 no hace nada con el STOP. Heed da de baja a la persona en todas las campañas y le envía su confirmación. Nadie tiene que hacer nada.',
      byHand:
        'El proveedor 1 no hace nada con el STOP y las bajas automáticas están desactivadas. Nadie queda dado de baja hasta que alguien de su equipo lo haga a mano; Heed abre una tarea como recordatorio.',
    },
    'provider-2': {
      automatic:
        'El proveedor 2 bloquea su número remitente para esa persona y le contesta él mismo. Heed también la da de baja en todas las campañas, sin una segunda respuesta. Nadie tiene que hacer nada.',
      byHand:
        'El proveedor 2 bloquea su número remitente para esa persona y le contesta él mismo. Las bajas automáticas están desactivadas, así que podrían llegarle mensajes desde sus otros números hasta que alguien de su equipo la dé de baja a mano.',
    },
  },
};
