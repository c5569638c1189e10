/** What a person can do about a refused text; each code names one of these. */
export const todo = {
  optedOut: 'Nothing to do: this person is opted out here as well.',
  number: 'Check the number with the contact, or leave it out of the next list.',
  later: 'The phone may be off. Send it again another day if it matters; Heed does not do so by itself.',
  text: 'Change the text, then send it again.',
  link: 'Take the shortened link out of the script and use the whole one, on a domain of your own; then go on with the campaign.',
  filter:
    'Look at the script: say who writes and how to stop, and use no shortened links. Check the registration of the sender number at the provider. Then go on with the campaign.',
  sender:
    'Check at the provider that this sender number belongs to the account and may send texts. Then choose “Use again” beside it in Settings, Connections.',
  register:
    'Finish the registration of this sender number at the provider (10DLC campaign or toll-free). Then choose “Use again” beside it in Settings, Connections.',
  country:
    'Allow this country for texts at the provider (at Twilio: Messaging, Geo permissions), then send it again.',
  route:
    'The number may be right and still not be reachable from this sender number. Reach this contact another way, or send it again later.',
  trial:
    'A trial account texts only numbers that are verified there. Upgrade the account, or verify this number, then send it again.',
  credentials: 'Enter the credentials again under “Change access”, then test the connection.',
  account:
    'Sign in at the provider and see what the account needs, such as a payment. Then test the connection.',
  settings: 'Check the ids under “Change access” against the provider’s pages, then test the connection.',
  slower: 'Nothing to do: Heed tries again by itself, more slowly.',
  volume:
    'The volume that carriers allow is used up. Go on tomorrow or more slowly, or ask the provider for a higher limit.',
  again: 'Send it again later if it matters; Heed does not do so by itself.',
  nothing: 'Nothing to do. It may have arrived, so it is not sent again.',
  protection: 'Check the protection against SMS pumping in the Twilio console, then send it again.',
  support: 'Ask the provider’s support what it means, and name the code.',
};
