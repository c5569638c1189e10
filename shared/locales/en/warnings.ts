/** What a person is asked before it is done. */
export const warnings = {
  'script-no-organisation': 'The script does not name your organisation. People should know who is texting.',
  'script-no-opt-out': 'The script does not say how to opt out, such as “Reply STOP to opt out”.',
  'script-unknown-fields': 'No contact has {{fields}}. Nothing stands there in the text.',
  'one-character': 'You are about to send only “{{text}}”. Was it meant for this box?',
  'one-emoji': 'The whole reply is {{text}}. Send it?',
  'stop-waiting':
    'This person asked to stop, and nobody has decided yet. Opt them out, or send all the same?',
  'stops-waiting_one':
    '{{count, number}} person asked to stop while auto opt-outs were off, and waits for a decision.',
  'stops-waiting_other':
    '{{count, number}} people asked to stop while auto opt-outs were off, and wait for a decision.',
};
