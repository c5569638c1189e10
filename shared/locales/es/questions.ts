/** Preguntas de una campaña, sus opciones y las respuestas que se registran. */
export const questions = {
  wrong: {
    name: 'Dé a la pregunta un nombre corto.',
    nameDoubled: 'Otra pregunta ya tiene este nombre.',
    text: 'Escriba qué se quiere saber.',
    label: 'Diga cuál es la opción.',
    labelDoubled: 'Otra opción de esta pregunta dice lo mismo.',
    key: 'Póngale una tecla: una letra.',
    keyTaken: 'J, K y R ya sirven para otra cosa. Elija otra letra.',
    keyDoubled: 'Otra opción de esta pregunta tiene esta tecla.',
    code: 'Un código son letras minúsculas y cifras, en palabras unidas por guiones.',
    codeReserved: 'Ningún código puede ser “following” ni “end”.',
    codeDoubled: 'Este código aparece dos veces.',
    choices: 'Agregue al menos una opción.',
    noChoices: 'Una pregunta que pide un número o palabras no tiene opciones.',
    next: 'La pregunta que debe seguir no existe.',
    round:
      'Desde aquí las preguntas vuelven a esta misma, así que nunca terminarían. Elija otra pregunta siguiente.',
    kindAnswered:
      'Ya hay respuestas a esta pregunta, así que su tipo no cambia. Haga mejor una pregunta nueva.',
    file: 'Este no es un archivo de preguntas de Heed.',
    version: 'Este archivo se hizo con un Heed más nuevo. Instale el Heed más reciente para importarlo.',
  },
  warn: {
    unreachable: 'Ninguna respuesta lleva a esta pregunta, así que nunca se hace por sí sola.',
  },
  answer: {
    choose: 'Nombre al menos una de las opciones.',
    onlyOne: 'Esta pregunta admite una sola opción.',
    noChoice: 'Esta pregunta no ofrece “{{code}}”.',
    noChoices: 'Esta pregunta admite un valor, no opciones.',
    number: 'Dé un número.',
    words: 'Dé unas palabras.',
    noQuestion: 'Esta campaña no pregunta “{{code}}”.',
  },
};
