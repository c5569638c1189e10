export const guard = {
  'opted-out': 'This person asked to stop. No message can be sent to this number in any campaign.',
  'on-hold': 'This person may have asked to stop. Sending waits until someone decides what they meant.',
  'stop-waiting':
    'This person asked to stop, and nobody has decided yet. The message waits until somebody has.',
  'provider-block': 'The provider refuses messages from this sender number to this person.',
  'quiet-hours':
    'It is too early or too late where this person is. The message goes out when texting hours begin.',
  'campaign-not-running': 'This campaign is not running, so nothing is sent in it.',
  'conversation-closed': 'This conversation is closed.',
  'sending-off':
    'Sending is switched off: the connection to the provider is not ready, or an admin has to look at the store first.',
  senderStopped:
    'The sender number {{number}} is stopped, because the provider refuses texts from it. Tell an admin. Your message goes out when that is put right.',
  senderStoppedAdmin:
    'The sender number {{number}} is stopped, because the provider refuses texts from it: {{detail}} Put that right, then choose “Use again” beside the number in Settings, Connections. The message goes out then.',
  'sender-retired':
    'The sender number of this conversation is retired, and Heed never uses another one in its place. Nothing can be sent.',
  'inbound-stale':
    'Replies have not been checked lately. Sending waits until we know that nobody has asked to stop.',
  reading_one:
    'Heed first reads the replies that came in meanwhile, since one may be a STOP. That takes about {{count, number}} more minute; then the message goes out automatically.',
  reading_other:
    'Heed first reads the replies that came in meanwhile, since one may be a STOP. That takes about {{count, number}} more minutes; then the message goes out automatically.',
  'duplicate-initial': 'This person already got the first message of this campaign.',
  'invalid-number': 'The provider says that this number cannot receive texts.',
  'wrong-number':
    'This number was reported as wrong for this person, so no first message is sent. If it is right now, an admin or a supervisor can use it again.',
  'answer-late': 'The automatic answer to HELP could not leave in time, so a person answers.',
  'confirmation-late': 'The opt-out confirmation was not sent because more than five minutes had passed.',
};
