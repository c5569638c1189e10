export const agreement = {
  title: 'Concordancia',
  back: 'Volver a la lista',
  unread: 'No se pudieron leer las cifras',
  loading: 'Cargando las cifras',
  total: 'Heed y quienes revisan coincidieron en {{share}}',
  totalNone: 'Concordancia de Heed con quienes revisan: nada juzgado aún',
  about:
    'Veredictos de las últimas {{weeks}} semanas, por la semana en que se dieron. Los elevados no cuentan hasta que alguien los juzgue.',
  none: {
    title: 'Aún no hay veredictos',
    text: 'Cuando se revisen bajas, sus semanas aparecerán aquí.',
  },
  agreed: 'coincidieron',
  disagreed: 'no coincidieron',
  week: 'Semana del {{day}}: {{agree, number}} de {{judged, number}}',
  weekAgreed: 'Semana del {{day}}: coincidieron {{agree, number}} de {{judged, number}}',
  ofCount: '{{part, number}} de {{of, number}}',
  ofShare: '{{part, number}} de {{of, number}} ({{share}})',
  noneJudged: 'ninguna juzgada',
  kinds: {
    title: 'Por tipo',
    judged: 'Qué se juzgó',
    means: 'Coinciden cuando',
    agreed: 'Coincidencias',
    escalated: 'Elevadas',
  },
  group: {
    automatic: { name: 'Bajas automáticas', means: 'quien revisa la confirma' },
    'manual-found': {
      name: 'A mano, tras hallar palabras Heed',
      means: 'quien revisa la confirma',
    },
    'manual-nothing-found': {
      name: 'A mano, sin que Heed hallara nada',
      means: 'quien revisa la considera un error',
    },
    missed: {
      name: 'Palabras halladas que un voluntario pasó por alto',
      means: 'quien revisa ve que pedían la baja',
    },
  },
  texters: {
    title: 'Por voluntario',
    none: 'Ningún voluntario ha dado de baja a nadie a mano ni ha pasado por alto una petición.',
    texter: 'Voluntario',
    byHand: 'Bajas a mano',
    noWords: 'Sin palabras de baja',
    upheld: 'Confirmadas',
    missed: 'Peticiones omitidas',
  },
};
