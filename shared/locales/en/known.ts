/** What is known of a number, whichever campaign it was learned in. */
export const known = {
  somebody: 'somebody',
  provider: 'The provider',
  wrong: 'Reported as a wrong number on {{day}} by {{by}}.',
  wrongIn: 'Reported as a wrong number on {{day}} by {{by}} in {{campaign}}.',
  said: {
    dead: '{{provider}} said on {{day}} that this number is not in service.',
    landline: '{{provider}} said on {{day}} that this is a landline that takes no texts.',
    unreachable: '{{provider}} could not reach this number twice, last on {{day}}.',
  },
  code: {
    dead: '{{provider}} said on {{day}} that this number is not in service (code {{code}}).',
    landline: '{{provider}} said on {{day}} that this is a landline that takes no texts (code {{code}}).',
    unreachable: '{{provider}} could not reach this number twice, last on {{day}} (code {{code}}).',
  },
  title: 'Known of this number',
  useAgain: 'Use it again',
  useAgainHint: 'Only if you know that the number is right now. The record keeps both.',
  notDone: 'That did not work',
  next: {
    noTexts: 'Nothing is sent to this number until someone chooses “Use it again”.',
    wrong: 'No first message goes to anybody of that name until someone chooses “Use it again”.',
  },
  headline: {
    noTexts: 'No: the provider says it takes no texts',
    wrong: 'No: a wrong number for this person',
    wrongNobody: 'Only somebody else: it was a wrong number',
  },
  line: { ended: 'This number may be used again' },
};
