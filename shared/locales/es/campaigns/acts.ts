/** What can be done with a whole campaign: pausing, closing, archiving, deleting. */
export const acts = {
  bringBack: {
    open: 'Recuperar',
    failed: 'No se recuperó',
    done: '“{{name}}” vuelve a estar en la lista.',
  },
  archive: {
    open: 'Archivar…',
    title: '¿Archivar “{{name}}”?',
    confirm: 'Archivar',
    consequence:
      'Sale de las listas, y los voluntarios dejan de ver sus contactos. Las cifras y las bajas se conservan. Puede recuperarla.',
    done: '“{{name}}” está archivada.',
  },
  more: 'Más',
  goOn: 'Reanudar…',
  pause: {
    open: 'Pausar…',
    title: '¿Pausar “{{name}}”?',
    confirm: 'Pausar',
    consequence:
      'Los mensajes en cola esperan y los voluntarios no pueden enviar. Las respuestas siguen llegando y las bajas se siguen respetando. Puede reanudarla cuando quiera.',
    done: '“{{name}}” está en pausa.',
  },
  close: {
    open: 'Cerrar…',
    title: '¿Cerrar “{{name}}” para siempre?',
    confirm: 'Cerrar la campaña',
    consequence_one:
      'Se cancelan los mensajes en cola, y {{count, number}} contacto que no recibió mensaje ya no lo recibirá en esta campaña. Una campaña cerrada no se puede volver a abrir.',
    consequence_many:
      'Se cancelan los mensajes en cola, y {{count, number}} de contactos que no recibieron mensaje ya no lo recibirán en esta campaña. Una campaña cerrada no se puede volver a abrir.',
    consequence_other:
      'Se cancelan los mensajes en cola, y {{count, number}} contactos que no recibieron mensaje ya no lo recibirán en esta campaña. Una campaña cerrada no se puede volver a abrir.',
    done: '“{{name}}” está cerrada.',
  },
  remove: {
    open: 'Eliminar borrador…',
    title: '¿Eliminar el borrador “{{name}}”?',
    confirm: 'Eliminar el borrador',
    consequence_one:
      'Se eliminan el guion, las respuestas y {{count, number}} contacto de este borrador. Las bajas se conservan.',
    consequence_many:
      'Se eliminan el guion, las respuestas y {{count, number}} de contactos de este borrador. Las bajas se conservan.',
    consequence_other:
      'Se eliminan el guion, las respuestas y {{count, number}} contactos de este borrador. Las bajas se conservan.',
    done: 'Se eliminó el borrador “{{name}}”.',
  },
};
