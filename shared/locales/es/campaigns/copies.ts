/** A further draft like a campaign, without its contacts. */
export const copy = {
  open: 'Copiar…',
  title: 'Copiar “{{name}}”',
  lead: 'Un borrador nuevo para la misma región. Los contactos no se copian.',
  name: 'Nombre de la copia',
  named: '{{name}} (copia)',
  parts: 'Qué se copia',
  part: {
    script: 'Primer mensaje',
    replies: 'Respuestas preparadas',
    questions: 'Preguntas',
    hours: 'Horario de envío',
    schedule: 'Calendario, en lo que aún no ha pasado',
    texters: 'Voluntarios',
  },
  act: 'Copiar',
  failed: 'La campaña no se copió',
  done: 'El borrador “{{name}}” está listo.',
};

/** A further campaign with some of the contacts of one. */
export const followUp = {
  open: 'Dar seguimiento…',
  title: 'Seguimiento de “{{name}}”',
  lead: 'Un borrador nuevo con estos contactos, sus columnas y sus respuestas. Quien se dio de baja desde entonces, está en espera o tiene un número equivocado se trata como en una importación.',
  who: 'A quiénes',
  by: {
    everybody: 'A todas las personas',
    answer: 'A quienes dieron una respuesta',
    'no-answer': 'A quienes recibieron un mensaje y no respondieron una pregunta',
    'no-reply': 'A quienes recibieron un mensaje y no contestaron',
    'not-texted': 'A quienes nunca recibieron un mensaje',
    'closed-as': 'Según cómo se cerró su conversación',
  },
  question: 'Pregunta',
  chooseQuestion: 'Elija una pregunta',
  noQuestions: 'Esta campaña no hace preguntas.',
  answers: 'Respuestas',
  anyAnswer: 'Cuenta cualquier respuesta.',
  closed: 'Cerrada como',
  closedAs: { done: 'Terminada', refused: 'No quiere', 'wrong-number': 'Número equivocado' },
  name: 'Nombre del seguimiento',
  named: '{{name}}, seguimiento',
  nobody: 'Nadie cumple eso.',
  act: 'Preparar el seguimiento',
  failed: 'El seguimiento no se preparó',
  done: 'El borrador “{{name}}” se está llenando.',
};
