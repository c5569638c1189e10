/** Writing a reply, sending it and taking it back, for everybody who texts. */
export const reply = {
  leaves: 'Su respuesta a <name>{{name}}</name> sale enseguida.',
  takeBack: 'Retirar',
  notTakenBack: 'No se ha retirado',
  seconds: '{{left}} s',
  enterSends: 'Intro envía la respuesta',
  sendAnyway: 'Enviar',
  goBack: 'Cambiar',
  sendNext: 'Enviar y siguiente',
  sendNextKey: 'Enviar e ir a la siguiente ({{key}})',
  keys: {
    takeBack: 'Retirar la respuesta',
    send: 'Enviar la respuesta',
    next: 'Enviar la respuesta e ir a la siguiente',
  },
};
