/** The words of the simulator. */
export const simulator = {
  name: 'Simulator',
  about: 'Plays either provider on this computer, with invented people. Nothing is really sent.',
  refusedFix: 'check the user and password that the simulator was told.',
  webhookWhere: 'A simulator of your own must be told this address; the one of the demo knows it.',
  setting: {
    baseUrl: 'Address of the simulator',
  },
  help: {
    baseUrl: 'What “npm run simulator” prints.',
    ratePerSecond: 'The simulator is fast; 50 is usual.',
  },
};
