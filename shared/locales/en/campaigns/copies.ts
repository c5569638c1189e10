/** A further draft like a campaign, without its contacts. */
export const copy = {
  open: 'Copy…',
  title: 'Copy “{{name}}”',
  lead: 'A new draft for the same region. Its contacts are not copied.',
  name: 'Name of the copy',
  named: '{{name}} (copy)',
  parts: 'What to take over',
  part: {
    script: 'First message',
    replies: 'Canned replies',
    questions: 'Questions',
    hours: 'Texting hours',
    schedule: 'Schedule, as far as it lies ahead',
    texters: 'Texters',
  },
  act: 'Copy',
  failed: 'The campaign was not copied',
  done: 'The draft “{{name}}” is ready.',
};

/** A further campaign with some of the contacts of one. */
export const followUp = {
  open: 'Follow up…',
  title: 'Follow-up to “{{name}}”',
  lead: 'A new draft with these contacts, their columns and their answers. Whoever opted out since, is on hold or has a wrong number is treated as in an import.',
  who: 'Whom',
  by: {
    everybody: 'Everybody',
    answer: 'Those who gave an answer',
    'no-answer': 'Those who were texted and did not answer a question',
    'no-reply': 'Those who were texted and did not reply',
    'not-texted': 'Those who were never texted',
    'closed-as': 'By how their conversation was closed',
  },
  question: 'Question',
  chooseQuestion: 'Choose a question',
  noQuestions: 'This campaign asks no questions.',
  answers: 'Answers',
  anyAnswer: 'Any answer counts.',
  closed: 'Closed as',
  closedAs: { done: 'Done', refused: 'Refused', 'wrong-number': 'Wrong number' },
  name: 'Name of the follow-up',
  named: '{{name}}, follow-up',
  nobody: 'Nobody fits.',
  act: 'Make the follow-up',
  failed: 'The follow-up was not made',
  done: 'The draft “{{name}}” is being filled.',
};
