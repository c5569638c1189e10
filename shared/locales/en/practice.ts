/** Practising in one's own organisation: simulated providers inside Heed. */
export const practice = {
  title: 'Practise first',
  lead: 'Texts go to invented people inside this computer, who answer, and some of whom ask to stop. Nobody real can be reached, and nothing mixes with your real numbers.',
  begin: 'Make a practice connection',
  failed: 'No practice connection was made',
  made: 'Practise with the two practice campaigns: choose texters, then launch.',
  tag: 'Practice',
  sendReply: 'Send a test reply',
  replied: 'The test reply is on its way.',
  notReplied: 'No test reply was sent',
  testReply: 'This is a test reply.',
  already: 'There is a practice connection already.',
  notHere: 'This is not a practice connection, or it is not ready. Test it first.',
  inventedOnly:
    'Only a practice connection is ready, and it only reaches invented contacts. Add a connection to a provider under Settings, Connections for the people in this campaign.',
  connection: {
    'provider-1': 'Practice (US, CA)',
    'provider-2': 'Practice (UK)',
  },
  campaign: {
    'provider-1': 'Practice, US',
    'provider-2': 'Practice, UK',
  },
};
