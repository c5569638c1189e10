export const overseer = {
  first: 'Primer mensaje',
  reply: 'Respuesta',
  placeholder: 'Escribir a {{name}}',
  send: 'Enviar',
  sendFirst: 'Enviar primer mensaje',
  optedOut: '{{name}} está dado de baja. No se puede enviar nada.',
  optOut: 'Dar de baja…',
  optIn: 'Volver a dar de alta…',
  key: 'Dar de baja, o volver a dar de alta',
  somebody: 'esta persona',
  notSent: 'No se envió',
};
