export const tour = {
  label: 'Tour',
  practise: {
    title: 'Practise first',
    text: 'A practice connection (Settings, Connections) has invented people who answer, and some of them ask to stop.',
  },
  at: '{{step}} of {{steps}}',
  group: 'Tour',
  nextKey: 'Next step of the tour',
  leaveKey: 'Close the tour',
  leave: 'Not now',
  back: 'Back',
  next: 'Next',
  done: 'Done',
  step: {
    texter: {
      first: {
        title: 'Send with one key',
        text: 'Under “To send” the first message is ready. Enter sends it and goes to the next person.',
      },
      second: {
        title: 'Answer people',
        text: 'Replies come in under “To answer”. Write, or type / for an answer that is ready.',
      },
      third: {
        title: 'When somebody asks to stop',
        text: 'Alt+O opts them out: Enter confirms, the next person is there, and Alt+U takes it back for 10 seconds.',
      },
      fourth: {
        title: 'What waits for you',
        text: 'Some replies need a decision. They are under “Actions” on the left, the most urgent first.',
      },
      fifth: {
        title: 'All the keys',
        text: 'Press ? to see every key of the screen you are on. You can print them from there.',
      },
    },
    admin: {
      first: {
        title: 'Everything that was said',
        text: 'Conversations show every text of the organisation, and beside it why a person can or cannot be texted.',
      },
      second: {
        title: 'What a person must do',
        text: 'Actions is the list of decisions: requests to stop, wrong numbers, texts that may not have been sent. Nothing in it is lost.',
      },
      third: {
        title: 'Opt out, opt in',
        text: 'Alt+O in a conversation opts the person out, or in again. Both ask for a reason, which stays on record.',
      },
      fourth: {
        title: 'Who handles a STOP',
        text: 'Settings has the switch for automatic opt-outs, beside a table of what it changes for each provider.',
      },
      fifth: {
        title: 'Try it as a texter',
        text: 'Sign out and come back as the texter: contacts of the demo answer, and some of them ask to stop.',
      },
    },
    supervisor: {
      first: {
        title: 'Every thread, as it was',
        text: 'Conversations show every text, also where somebody was opted out automatically.',
      },
      second: {
        title: 'What was matched',
        text: 'Words that led to an opt-out are marked in the text, and the panel beside it names the rule.',
      },
      third: {
        title: 'Find what matters',
        text: 'Filters narrow the list by campaign, texter and cause; / searches names and numbers.',
      },
      fourth: {
        title: 'Why can they not be texted?',
        text: 'The panel on the right answers that for each person, with times, evidence and what happens next.',
      },
      fifth: {
        title: 'All the keys',
        text: 'Press ? to see every key of the screen you are on. You can print them from there.',
      },
    },
  },
};
