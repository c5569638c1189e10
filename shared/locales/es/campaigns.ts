import { acts } from './campaigns/acts.ts';
import { copy, followUp } from './campaigns/copies.ts';
import { check, launch, level } from './campaigns/launch.ts';
import { lists } from './campaigns/savedLists.ts';

export const campaigns = {
  count: {
    contacts_one: '{{count, number}} contacto',
    contacts_many: '{{count, number}} de contactos',
    contacts_other: '{{count, number}} contactos',
  },
  state: {
    draft: 'borrador',
    launched: 'en marcha',
    paused: 'en pausa',
    closed: 'cerrada',
  },
  list: {
    title: 'Campañas',
    new: 'Nueva campaña',
    all: 'Todas las campañas',
    failed: 'No se pueden mostrar las campañas',
    empty: 'Todavía no hay campañas',
    allArchived: 'Todas las campañas están archivadas',
    allArchivedText: 'Vea abajo las archivadas o empiece una campaña nueva.',
    archived: 'Campañas archivadas ({{count, number}})',
    emptyText:
      'Una campaña es un guion, una región, sus contactos y sus voluntarios. Empiece con un nombre y un guion; no se envía nada hasta que usted la lance.',
  },
  page: {
    title: 'Campaña',
    failed: 'No se puede mostrar esta campaña',
    notSaved: 'No se guardó',
    later: 'Primero guarde el borrador; después podrá completar esta parte.',
    sections: 'Secciones de esta campaña',
    saved: 'Guardado.',
    draftSaved: 'Se guardó el borrador “{{name}}”.',
    starter:
      'Hola {firstName}, le escribe {texterName} de {organisation}. ¿Contamos con usted esta semana? Responda STOP para darse de baja.',
  },
  hours: {
    title: 'Horario de envío de esta campaña',
    lead: 'Solo si esta campaña necesita menos horas que su organización. Nadie recibe mensajes antes de las {{earliest}} ni después de las {{latest}}, sin importar lo que se ponga aquí.',
    from: 'Desde',
    until: 'Hasta',
    usual: 'Como en los ajustes',
    zone: 'Zona horaria de las personas de esta campaña',
    zoneHint:
      'El horario debe convenir a esta zona y también a la del número y la dirección de cada persona.',
    noZone: 'Según el número y la dirección',
  },
  section: {
    tags: 'Etiquetas',
    about: 'Nombre y región',
    script: 'Primer mensaje',
    questions: 'Preguntas',
    replies: 'Respuestas preparadas',
    contacts: 'Contactos',
    texters: 'Voluntarios',
    launch: 'Lanzamiento',
  },
  save: {
    label: 'Guardar',
    new: 'Esta campaña todavía no está guardada.',
    changed: 'Tiene cambios sin guardar.',
    draft: 'Guardar borrador',
    changes: 'Guardar cambios',
  },
  wrong: {
    name: 'La campaña necesita un nombre.',
    noScript: 'El guion es el primer mensaje; no puede quedar vacío.',
    longScript: 'Como máximo, {{most}} caracteres.',
    replyTitle: 'Un nombre corto, para que los voluntarios la encuentren.',
    replyText: 'Escriba la respuesta o quítela.',
  },
  card: {
    profile: {
      'provider-1': '{{provider}} deja los STOP en manos de Heed',
      'provider-2': '{{provider}} se ocupa de los STOP',
    },
    noContacts: 'Todavía sin contactos',
    toText: '<b>{{open, number}} de {{contacts}}</b> aún sin mensaje',
    toAnswer: '{{count, number}} por responder',
    optedOut_one: '{{count, number}} dado de baja',
    optedOut_many: '{{count, number}} dados de baja',
    optedOut_other: '{{count, number}} dados de baja',
    onHold: '{{count, number}} en espera',
    unassigned: '{{count, number}} sin voluntario',
    noTexters: 'Todavía sin voluntarios',
    moreTexters: '{{names}} y {{count, number}} más',
    next: {
      contacts: 'Siguiente paso: importar contactos',
      texters: 'Siguiente paso: elegir voluntarios',
      launch: 'Siguiente paso: lanzarla',
    },
  },
  about: {
    name: 'Nombre',
    nameHint: 'Lo ven los voluntarios y los administradores; los contactos, no.',
    nameExample: 'Voto por la vivienda, Ohio',
    region: 'Región',
    through: 'Los mensajes para {{region}} salen por {{profile}}.',
    stop: '<b>Cuando alguien responde STOP:</b> {{consequence}}',
    only: 'Solo se pueden importar números de {{region}}; la región queda fija cuando hay contactos o se lanza la campaña.',
    fixedByLaunch: 'La región es fija desde que se lanzó la campaña.',
    fixedByContacts: 'La región es fija, porque ya hay contactos de esta región.',
  },
  stop: {
    'provider-1': {
      automatic:
        '{{provider}} no hace nada con el STOP. Heed da de baja a la persona en todas las campañas y le envía su confirmación. Nadie tiene que hacer nada.',
      byHand:
        '{{provider}} no hace nada con el STOP y las bajas automáticas están desactivadas. Nadie queda dado de baja hasta que alguien de su equipo lo haga a mano; Heed abre una tarea como recordatorio.',
    },
    'provider-2': {
      automatic:
        '{{provider}} bloquea su número remitente para esa persona y le contesta él mismo. Heed también la da de baja en todas las campañas, sin una segunda respuesta. Nadie tiene que hacer nada.',
      byHand:
        '{{provider}} bloquea su número remitente para esa persona y le contesta él mismo. Las bajas automáticas están desactivadas, así que podrían llegarle mensajes desde sus otros números hasta que alguien de su equipo la dé de baja a mano.',
    },
  },
  script: {
    hint: 'Es lo primero que recibe cada contacto; un voluntario lo envía, de uno en uno.',
    namesOrganisation: 'Nombra a la organización',
    putName: 'Ponga {{name}} o {organisation}.',
    itsName: 'su nombre',
    saysOptOut: 'Dice cómo darse de baja',
    addOptOut: 'Agregue “Responda STOP para darse de baja”.',
    unknownField: 'Ningún contacto tiene {{field}}',
    nothingStands: 'En su lugar no aparecería nada.',
    billed: 'Cada parte se cobra, por cada contacto.',
  },
  replies: {
    lead: 'Respuestas listas que los voluntarios eligen con una tecla y pueden cambiar antes de enviar.',
    none: 'Todavía no hay ninguna. Dos o tres respuestas a preguntas probables ahorran mucho tecleo a los voluntarios.',
    add: 'Agregar una respuesta',
    unnamed: 'respuesta {{at}}',
    name: 'Nombre de la respuesta {{at}}',
    nameExample: 'Horario de votación',
    folder: 'Carpeta de la respuesta {{at}}',
    folderExample: 'Votación',
    question: 'Se ofrece primero en (respuesta {{at}})',
    noQuestion: 'Ninguna pregunta',
    text: 'Texto de la respuesta {{at}}',
    up: 'Subir {{name}}',
    down: 'Bajar {{name}}',
    remove: 'Quitar {{name}}',
  },
  tags: {
    lead: 'Los voluntarios marcan con ellas las conversaciones para volver a encontrarlas. Son las mismas en todas las campañas.',
  },
  texters: {
    who: 'Quién envía mensajes en esta campaña',
    failed: 'No se pueden mostrar las cuentas',
    none: 'Todavía no hay voluntarios. Agregue cuentas en los ajustes.',
    admin: 'administración',
    inactive: 'ya no puede iniciar sesión',
    shareNoContacts: 'Los contactos que importe se reparten por igual entre las personas que elija aquí.',
    shareNobody:
      'Elija al menos a una persona. Las conversaciones empezadas se quedan con el voluntario que las empezó.',
    shareOne:
      'Aún sin mensaje: {{open, number}} de {{contacts}}. La única persona elegida los recibe todos. Las conversaciones empezadas se quedan con el voluntario que las empezó.',
    shareMany:
      'Aún sin mensaje: {{open, number}} de {{contacts}}. Repartidos por igual, son unos {{each, number}} para cada una de las {{texters}} personas. Las conversaciones empezadas se quedan con el voluntario que las empezó.',
    share: 'Repartir por igual',
    shareAmong_one: 'Dar todos a esta persona',
    shareAmong_many: 'Repartir por igual entre {{count, number}}',
    shareAmong_other: 'Repartir por igual entre {{count, number}}',
    shared_one: 'Ahora los tiene todos {{count, number}} voluntario.',
    shared_many: 'Repartidos entre {{count, number}} de voluntarios.',
    shared_other: 'Repartidos entre {{count, number}} voluntarios.',
    notShared: 'No se repartieron',
    undo: 'Deshacer',
    unassigned: '{{open, number}} de {{contacts}} todavía sin voluntario.',
  },
  archived: 'archivada',
  level,
  check,
  launch,
  copy,
  followUp,
  lists,
  acts,
};
