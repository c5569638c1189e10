import type { GuardRule } from '../../../schema/guardRules.ts';

/** Why nothing can be sent now: as a sentence or two for a volunteer, and in a word or two. */
type Words = { readonly sentence: string; readonly short: string };

const rules = {
  'opted-out': {
    sentence: 'This person asked to stop. No message can be sent to this number in any campaign.',
    short: 'opted out',
  },
  'on-hold': {
    sentence: 'This person may have asked to stop. Sending waits until someone decides what they meant.',
    short: 'on hold',
  },
  'stop-waiting': {
    sentence: 'This person asked to stop, and nobody has decided yet. The message waits until somebody has.',
    short: 'asked to stop, not decided',
  },
  'invalid-number': {
    sentence: 'The provider says that this number cannot receive texts.',
    short: 'not a number for texts',
  },
  'provider-block': {
    sentence: 'The provider refuses messages from this sender number to this person.',
    short: 'blocked by the provider',
  },
  'wrong-number': {
    sentence:
      'This number was reported as wrong for this person, so no first message is sent. If it is right now, an admin or a supervisor can use it again.',
    short: 'wrong number',
  },
  'quiet-hours': {
    sentence:
      'It is too early or too late where this person is. The message goes out when texting hours begin.',
    short: 'outside texting hours',
  },
  'texted-often': {
    sentence:
      'This person has had as many first messages as your organisation allows for now. The message goes out when the time is over.',
    short: 'texted often lately',
  },
  'before-start': {
    sentence: 'This campaign has not started yet where this person is. The message goes out when it does.',
    short: 'campaign not started yet',
  },
  'planned-pause': {
    sentence: 'This campaign pauses, as planned. The message goes out when the pause is over.',
    short: 'planned pause',
  },
  'after-end': {
    sentence: 'This campaign has ended. Only people who have written are still answered.',
    short: 'campaign has ended',
  },
  'campaign-not-running': {
    sentence: 'This campaign is not running, so nothing is sent in it.',
    short: 'campaign not running',
  },
  undecided: {
    sentence:
      'Whether this person may be texted cannot be found out now, because of an error. Nothing is sent until an admin has looked at the campaign’s hours and schedule and saved them again.',
    short: 'cannot be found out',
  },
  'conversation-closed': {
    sentence: 'This conversation is closed.',
    short: 'closed',
  },
  'sending-off': {
    sentence:
      'Sending is switched off: the connection to the provider is not ready, or an admin has to look at the store first.',
    short: 'sending is off',
  },
  'sender-retired': {
    sentence:
      'The sender number of this conversation is retired, and Heed never uses another one in its place. Nothing can be sent.',
    short: 'sender number retired',
  },
  'inbound-stale': {
    sentence:
      'Replies have not been checked lately. Sending waits until we know that nobody has asked to stop.',
    short: 'replies not checked lately',
  },
  'duplicate-initial': {
    sentence: 'The first message of this campaign was already sent to this person, or is waiting to leave.',
    short: 'first message already sent or waiting',
  },
  'confirmation-late': {
    sentence: 'The opt-out confirmation was not sent because more than five minutes had passed.',
    short: 'confirmation too late',
  },
  'answer-late': {
    sentence: 'The automatic answer to HELP could not leave in time, so a person answers.',
    short: 'automatic answer too late',
  },
} satisfies Readonly<Record<GuardRule, Words>>;

export const guard = {
  ...rules,
  often:
    'Campaigns have texted this person as often as your organisation allows: {{most, number}} within {{days, number}} days. A first message can go out again on {{day}}.',
  starts:
    'This campaign starts {{when}} where this person is. What you send now waits, and goes out by itself then.',
  startsIn: 'This campaign starts {{when}} ({{zone}}). What you send now waits, and goes out by itself then.',
  pausedUntil:
    'This campaign pauses until {{when}} where this person is, as planned. What you send now waits until then.',
  pausedUntilIn:
    'This campaign pauses until {{when}} ({{zone}}), as planned. What you send now waits until then.',
  senderStopped:
    'The sender number {{number}} is stopped, because the provider refuses texts from it. Tell an admin. Your message goes out when that is put right.',
  senderStoppedAdmin:
    'The sender number {{number}} is stopped, because the provider refuses texts from it: {{detail}} Put that right, then choose “Use again” beside the number in Settings, Connections. The message goes out then.',
  reading_one:
    'Heed first reads the replies that came in meanwhile, since one may be a STOP. That takes about {{count, number}} more minute; then the message goes out automatically.',
  reading_other:
    'Heed first reads the replies that came in meanwhile, since one may be a STOP. That takes about {{count, number}} more minutes; then the message goes out automatically.',
};
