export const savedViews = {
  open: 'Guardadas',
  label: 'Vistas guardadas',
  none: 'Todavía no hay vistas guardadas.',
  remove: 'Quitar la vista guardada {{name}}',
  as: 'Guardar esta vista como',
  first: 'Primero busque o filtre.',
  share: 'Compartir con administración y supervisión',
  isShared: 'compartida',
  sharedBy: 'La comparte {{name}}',
  notSaved: 'No se guardó',
  notRemoved: 'No se quitó',
};
