/** What is known of a number, in whichever campaign it was learned. */
export const known = {
  somebody: 'somebody',
  provider: 'The provider',
  wrong: 'Reported as a wrong number on {{day}} by {{by}}.',
  wrongIn: 'Reported as a wrong number on {{day}} by {{by}} in {{campaign}}.',
  said: {
    dead: '{{provider}} said on {{day}} that this number is not in service.',
    landline: '{{provider}} said on {{day}} that this is a landline that cannot receive texts.',
    unreachable: '{{provider}} could not reach this number twice, last on {{day}}.',
  },
  code: {
    dead: '{{provider}} said on {{day}} that this number is not in service (code {{code}}).',
    landline:
      '{{provider}} said on {{day}} that this is a landline that cannot receive texts (code {{code}}).',
    unreachable: '{{provider}} could not reach this number twice, last on {{day}} (code {{code}}).',
  },
  title: 'Known about this number',
  useAgain: 'Use it again',
  useAgainHint: 'Only if you know that the number is right now. The record keeps both.',
  useAgainTitle: 'Use {{number}} again?',
  useAgainWhat:
    'Texts can go to this number again, in every campaign. The record keeps what was known and who chose this.',
  usedAgain: '{{number}} can be texted again.',
  reason: {
    label: 'Why (optional)',
    'person-said': 'They told us that the number is right',
    'works-again': 'The number works again',
    mistaken: 'It was reported by mistake',
    none: 'No reason given',
  },
  notDone: 'That did not work',
  next: {
    noTexts: 'Nothing is sent to this number until someone chooses “Use it again”.',
    wrong: 'No first message goes to anybody of that name until someone chooses “Use it again”.',
  },
  headline: {
    noTexts: 'No: the provider says it cannot receive texts',
    wrong: 'No: a wrong number for this person',
    wrongNobody: 'Only somebody else: it was a wrong number',
  },
  import: {
    title: 'Already known about these numbers',
    onHold_one:
      '{{count, number}} person may have asked to stop. They are imported and stay on hold until someone decides.',
    onHold_other:
      '{{count, number}} people may have asked to stop. They are imported and stay on hold until someone decides.',
    wrongNumber_one: '{{count, number}} number was reported as wrong for this person. It is left out.',
    wrongNumber_other:
      '{{count, number}} numbers were reported as wrong for these people. They are left out.',
    noTexts_one: '{{count, number}} number cannot receive texts, says the provider. It is left out.',
    noTexts_other: '{{count, number}} numbers cannot receive texts, says the provider. They are left out.',
    takeWrong: 'Import wrong numbers anyway',
    takeNoTexts: 'Import numbers that cannot receive texts anyway',
    row: 'Line {{line}}',
    heldRow: 'May have asked to stop.',
    more: 'And {{count, number}} more; each is in the report after the import.',
  },
};
