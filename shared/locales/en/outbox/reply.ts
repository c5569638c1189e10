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
  sendNextTo: 'Send and go to {{name}}, who has waited longest ({{key}})',
  nextIs: 'Next: {{name}}',
  failed: {
    title: 'This text was not delivered.',
    again:
      'The line below it says why. You can send it once more; if it fails again, close the conversation or ask a supervisor.',
    once: 'The line below it says why. It may have reached the provider, and a first message goes only once. Close the conversation, or ask a supervisor.',
    sendAgain: 'Send it again',
    writeAgain: 'Write it again',
    notSent: 'It was not sent',
  },
  keys: {
    takeBack: 'Take the reply back',
    send: 'Send the reply',
    next: 'Send the reply, go to the next',
  },
};
