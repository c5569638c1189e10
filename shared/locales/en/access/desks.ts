export const desks = {
  refused: {
    consoleOnly:
      'This is done at the console: on the computer that keeps the organisation’s data, not at a desk.',
    secondFactor:
      'At a desk an admin needs a second factor. Set it up at the console first: sign in there, open the menu of your account and choose “Password and sign-in”.',
    keepSecondFactor:
      'You are at a desk, where an admin needs a second factor. Turn it off at the console, if you must.',
    resting: 'The console is busy with its data. It goes on by itself.',
    closed: 'The console cannot be used at the moment.',
    askConsole: 'Wait a little and look again. If it lasts, tell whoever looks after the console.',
  },
  connectionsAtConsole: 'Connections and sender numbers are set up at the console.',
};
