/** Writing a reply, sending it and taking it back, for everybody who texts. */
export const reply = {
  leaves: 'Su respuesta a <name>{{name}}</name> sale enseguida.',
  takeBack: 'Retirar',
  notTakenBack: 'No se ha retirado',
  seconds: '{{left}} s',
  enterSends: 'Enter envía la respuesta',
  sendAnyway: 'Enviar',
  goBack: 'Cambiar',
  sendNext: 'Enviar y siguiente',
  sendNextKey: 'Enviar e ir a la siguiente ({{key}})',
  sendNextTo: 'Enviar e ir a {{name}}, quien más tiempo espera ({{key}})',
  nextIs: 'Siguiente: {{name}}',
  failed: {
    title: 'Este mensaje no se entregó.',
    again:
      'La línea de debajo dice por qué. Puede enviarlo una vez más; si vuelve a fallar, cierre la conversación o pregunte a un supervisor.',
    once: 'La línea de debajo dice por qué. Puede que haya llegado al proveedor, y un primer mensaje solo sale una vez. Cierre la conversación o pregunte a un supervisor.',
    sendAgain: 'Enviarlo de nuevo',
    writeAgain: 'Escribirlo de nuevo',
    notSent: 'No se envió',
  },
  keys: {
    takeBack: 'Retirar la respuesta',
    send: 'Enviar la respuesta',
    next: 'Enviar la respuesta e ir a la siguiente',
  },
};
