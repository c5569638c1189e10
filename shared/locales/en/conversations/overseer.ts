export const overseer = {
  first: 'First message',
  reply: 'Reply',
  placeholder: 'Text {{name}}',
  send: 'Send',
  sendFirst: 'Send first message',
  optedOut: '{{name}} opted out. Nothing can be sent.',
  optOut: 'Opt out…',
  optIn: 'Opt in…',
  key: 'Opt out, or opt in',
  somebody: 'this person',
  notSent: 'Not sent',
};
