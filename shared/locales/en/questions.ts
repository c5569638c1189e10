/** Questions of a campaign, their choices, and the answers that people record. */
export const questions = {
  /** Why questions cannot be saved. */
  wrong: {
    name: 'Give the question a short name.',
    nameDoubled: 'Another question has this name already.',
    text: 'Write what is to be found out.',
    label: 'Say what the choice is.',
    labelDoubled: 'Another choice of this question says the same.',
    key: 'Give it a key: one letter.',
    keyTaken: 'J, K and R do something else already. Choose another letter.',
    keyDoubled: 'Another choice of this question has this key.',
    code: 'A code is small letters and digits, in words joined by hyphens.',
    codeReserved: 'No code may be “following” or “end”.',
    codeDoubled: 'This code is there twice.',
    choices: 'Add at least one choice.',
    noChoices: 'A question for a number or for words has no choices.',
    next: 'The question that is to come next is not there.',
    round:
      'From here the questions come back to this one, so they would never end. Choose another next question.',
    kindAnswered: 'People have answered this question, so its kind stays. Make a new question instead.',
    file: 'This is not a file of questions from Heed.',
    version: 'This file was made by a newer Heed. Install the newest Heed to import it.',
  },
  warn: {
    unreachable: 'No answer leads to this question, so it is never asked by itself.',
  },
  /** Why an answer cannot be recorded. */
  answer: {
    choose: 'Name at least one of the choices.',
    onlyOne: 'This question takes one choice.',
    noChoice: 'This question does not offer “{{code}}”.',
    noChoices: 'This question takes a value, not choices.',
    number: 'Give a number.',
    words: 'Give a few words.',
    noQuestion: 'This campaign does not ask “{{code}}”.',
  },
};
