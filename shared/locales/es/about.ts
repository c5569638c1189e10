export const about = {
  menu: 'Acerca de Heed',
  title: 'Acerca de Heed',
  version: 'Versión {{version}}',
  what: 'Una consola de mensajes que respeta cada baja. Software libre bajo la licencia MIT.',
  others: 'Hecho con el trabajo de otros',
  othersText:
    'Estos paquetes forman parte de lo que usted ejecuta, cada uno bajo la licencia que figura a su lado. Chromium, que viene con la ventana de escritorio, enumera las suyas en el archivo LICENSES.chromium.html junto a su programa.',
  search: 'Buscar paquetes y licencias',
  shown_one: '{{count, number}} paquete',
  shown_many: '{{count, number}} de paquetes',
  shown_other: '{{count, number}} paquetes',
  none: 'No hay ningún paquete ni licencia con ese nombre.',
  noText: 'Este paquete no trae el texto de su licencia; el nombre es el que el paquete declara.',
};
