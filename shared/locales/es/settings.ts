import { accounts } from './settings/accounts.ts';
import { connections } from './settings/connections.ts';
import { outside } from './settings/outside.ts';
import { rules } from './settings/rules.ts';
import { trial } from './settings/trial.ts';

export const settings = {
  title: 'Ajustes',
  failed: 'No se pueden mostrar los ajustes',
  part: {
    'opt-outs': 'Bajas',
    confirmation: 'Confirmación',
    keywords: 'Palabras clave',
    hours: 'Horario de envío',
    connections: 'Conexiones',
    accounts: 'Cuentas',
    'api-keys': 'Claves de API',
    webhooks: 'Webhooks',
    tags: 'Etiquetas',
    organisation: 'Organización',
  },
  form: {
    notSaved: 'No se guardó',
    notChanged: 'No se cambió',
    notRemoved: 'No se quitó',
    name: 'Nombre',
    optional: '{{label}} (opcional)',
    keptIt: 'Ya tengo una copia',
  },
  organisation: {
    saved: 'La organización está guardada.',
    needsName: 'Su organización necesita un nombre.',
    minutes: 'Minutos enteros, de 1 a 480.',
    nameHelp: 'Aparece donde los guiones y la confirmación dicen {organisation}.',
    lock: 'Bloquear la ventana a los (minutos)',
    lockHelp: 'Cuando nadie la haya tocado durante este tiempo, todos deben iniciar sesión de nuevo.',
  },
  hours: {
    lead: 'Los mensajes salen entre estas horas, nunca antes de las {{earliest}} ni después de las {{latest}} donde está el destinatario. Lo que se envía fuera de ellas espera a que empiece el horario; no se pierde.',
    saved: 'El horario de envío está guardado.',
    from: 'Desde',
    until: 'Hasta',
    midnight: 'medianoche',
    noon: 'mediodía',
    zone: 'La zona horaria del destinatario se deduce de su número de teléfono.',
    strictest:
      'Si el número no indica una sola zona, vale la más estricta: deben ser entre las {{from}} y las {{until}} en todas las zonas donde podría estar.',
    exempt: 'Las confirmaciones de baja están exentas: responden a la persona de inmediato.',
  },
  tags: {
    lead: 'Los voluntarios etiquetan sus propias conversaciones; los administradores, todas. Las listas se pueden filtrar por etiquetas.',
    failed: 'No se pueden mostrar las etiquetas',
    none: 'Todavía no hay etiquetas',
    noneWhat: 'Defina la primera aquí abajo.',
    change: 'Cambiar',
    changeOne: 'Cambiar {{name}}',
    removeOne: 'Quitar {{name}}',
    removeTitle: '¿Quitar la etiqueta «{{name}}»?',
    removeWhat: 'Se quita de todas las conversaciones que la tienen.',
    notRemoved: 'La etiqueta no se quitó',
    notSaved: 'La etiqueta no se guardó',
    add: 'Agregar etiqueta',
    new: 'Etiqueta nueva',
    newName: 'Nombre nuevo de «{{name}}»',
    colour: 'Color',
    tone: {
      neutral: 'Gris',
      brand: 'Azul',
      ok: 'Verde',
      hold: 'Ámbar',
      stop: 'Rojo',
    },
  },
  accounts,
  connections,
  ...rules,
  ...outside,
  trial,
};
