import type { Question } from '../../../shared/questions/script.ts';

const choice = (key: string, code: string, label: string, reply = '', next: string | null = null) => ({
  code,
  label,
  key,
  reply,
  next,
});

/** From support to volunteering to a ride; opponents are thanked and asked no more. */
export const demoQuestionsUs: readonly Question[] = [
  {
    code: 'support',
    name: 'Support',
    text: 'Will they vote yes on Issue 2?',
    kind: 'one',
    reply: '',
    next: 'following',
    choices: [
      choice('y', 'yes', 'Yes', 'Wonderful, {firstName}! Would you help us reach other voters this week?'),
      choice(
        'l',
        'leaning',
        'Leaning yes',
        'Thanks, {firstName}! Do you have a way to get to the polls on Tuesday?',
        'ride',
      ),
      choice(
        'u',
        'undecided',
        'Undecided',
        'Thanks for telling me. What matters most to you about housing?',
        'concern',
      ),
      choice('n', 'no', 'No', 'No problem at all, thanks for letting me know. Have a good day!', 'end'),
    ],
  },
  {
    code: 'volunteer',
    name: 'Volunteer',
    text: 'How would they help?',
    kind: 'many',
    reply: 'Thank you, {firstName}, we will be in touch! Do you have a way to get to the polls on Tuesday?',
    next: 'ride',
    choices: [
      choice('c', 'calls', 'Make calls'),
      choice('d', 'doors', 'Knock on doors'),
      choice('s', 'sign', 'Put up a yard sign'),
      choice('n', 'not-now', 'Not now', 'Of course. Do you have a way to get to the polls on Tuesday?'),
    ],
  },
  {
    code: 'concern',
    name: 'Concern',
    text: 'What matters most to them?',
    kind: 'text',
    reply: 'Thank you, I will pass that on. Do you have a way to get to the polls on Tuesday?',
    next: 'ride',
    choices: [],
  },
  {
    code: 'ride',
    name: 'Ride to the polls',
    text: 'Do they need a ride?',
    kind: 'one',
    reply: '',
    next: 'following',
    choices: [
      choice('y', 'yes', 'Yes, needs one', 'We can pick you up. How many people would ride with you in all?'),
      choice('n', 'no', 'No, is fine', 'Great! Polls are open 6:30 am to 7:30 pm. See you there!', 'end'),
    ],
  },
  {
    code: 'seats',
    name: 'Seats',
    text: 'How many seats do they need?',
    kind: 'number',
    reply: 'Noted. Somebody will call you on Monday to set a time. Thank you, {firstName}!',
    next: 'end',
    choices: [],
  },
];

/** Whether somebody comes, and with how many people. */
export const demoQuestionsUk: readonly Question[] = [
  {
    code: 'coming',
    name: 'Coming',
    text: 'Are they coming to the meeting?',
    kind: 'one',
    reply: '',
    next: 'following',
    choices: [
      choice('y', 'yes', 'Yes', 'Lovely! How many of you will there be, so we bring enough biscuits?'),
      choice(
        'p',
        'perhaps',
        'Perhaps',
        'No rush. It starts at 7 pm in the {town} library, if you can make it.',
        'end',
      ),
      choice('n', 'no', 'No', 'No problem, thanks for telling me. All the best!', 'end'),
    ],
  },
  {
    code: 'people',
    name: 'People',
    text: 'How many people will come?',
    kind: 'number',
    reply: 'Lovely, thank you {firstName}. See you there!',
    next: 'end',
    choices: [],
  },
];
