/** Writing a reply, sending it and taking it back, for everybody who texts. */
export const reply = {
  leaves: 'Your reply to <name>{{name}}</name> leaves in a moment.',
  takeBack: 'Take back',
  notTakenBack: 'It was not taken back',
  seconds: '{{left}} s',
  enterSends: 'Enter sends a reply',
  sendAnyway: 'Send it',
  goBack: 'Change it',
  sendNext: 'Send and next',
  sendNextKey: 'Send and go to the next ({{key}})',
  keys: {
    takeBack: 'Take the reply back',
    send: 'Send the reply',
    next: 'Send the reply, go to the next',
  },
};
