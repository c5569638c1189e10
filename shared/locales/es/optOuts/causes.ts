export const causes = {
  'auto-keyword': {
    name: 'Palabra clave',
    line: 'Dado de baja por el contacto',
    how: 'a petición del contacto',
    mark: { text: 'auto', title: 'Baja automática: la respuesta era una palabra clave' },
  },
  'provider-signal': {
    name: 'Informada por el proveedor',
    line: 'Dado de baja por el contacto, según avisó el proveedor',
    how: 'a petición del contacto, según el proveedor',
    mark: { text: 'auto', title: 'Baja automática: la comunicó el proveedor' },
  },
  'provider-refused': {
    name: 'Rechazo del proveedor',
    line: 'Dado de baja porque el proveedor rechazó un mensaje',
    how: 'porque el proveedor rechazó un mensaje',
    mark: { text: 'rechazo del proveedor', title: 'Baja automática: el proveedor rechazó un mensaje' },
  },
  'carrier-refused': {
    name: 'Rechazo del operador',
    line: 'Dado de baja porque el operador rechazó un mensaje',
    how: 'porque el operador rechazó un mensaje',
    mark: { text: 'rechazo del operador', title: 'Baja automática: el operador rechazó un mensaje' },
  },
  manual: {
    name: 'A mano',
    line: 'Dado de baja a mano',
    lineBy: 'Dado de baja por {{by}}',
    how: 'a mano',
    howBy: 'por {{by}}',
    mark: { text: 'a mano', title: 'Baja hecha por una persona' },
  },
  import: {
    name: 'Importación',
    line: 'Dado de baja por una lista importada',
    how: 'por una lista importada',
    mark: { text: 'importada', title: 'Baja por una lista importada' },
  },
  review: {
    name: 'Revisión',
    line: 'Dado de baja, porque nadie decidió a tiempo qué quiso decir el contacto',
    lineBy: 'Dado de baja en la revisión por {{by}}',
    how: 'porque nadie decidió a tiempo qué quiso decir el contacto',
    howBy: 'en revisión, por {{by}}',
    mark: { text: 'por revisión', title: 'Baja decidida en una revisión' },
  },
};
