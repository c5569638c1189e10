/** Organisations for which this computer works as a desk, in the desktop program. */
export const joined = {
  menu: 'Organisations…',
  title: 'Organisations',
  first: {
    choice: 'Join an organisation',
    text: 'Somebody sent you a link. You text for them from this computer; they keep everything.',
    title: 'Join an organisation',
    lead: 'Your computer keeps the address, the name and how it looks here: no texts and no numbers.',
    back: 'Back',
  },
  inApp: 'Open in the Heed app',
  field: 'Link',
  fieldHow: 'Paste the whole link that you were sent. It begins with https.',
  empty: 'Paste the link that you were sent.',
  submit: 'Join',
  another: 'Join another',
  opened: 'A link to {{name}} was opened. Join only if you know who sent it.',
  open: 'Go to {{name}}',
  here: 'You are here',
  own: 'This computer',
  ownText: 'The console of your own on this computer.',
  ownNone: 'Nothing is set up here yet: the demo, or an organisation of your own.',
  ownRests: 'While you work for another organisation, the console on this computer rests.',
  again: 'Closing Heed signs you out, so you sign in again the next time.',
  forget: 'Forget {{name}}',
  forgetAsk: 'Forget {{name}}?',
  forgetText: 'You need a link to come back. Your account there stays as it is.',
  forgetDo: 'Forget',
  failed: 'This did not work',
  failedText: 'Nothing was changed. Check that Heed may write in its data folder, and try again.',
  rests: {
    message_one: '{{count, number}} text is waiting to leave from this computer.',
    message_other: '{{count, number}} texts are waiting to leave from this computer.',
    detail:
      'While Heed works for another organisation, they wait and no replies are read here. All of that goes on when you come back.',
    go: 'Go All the Same',
    stay: 'Stay Here',
  },
  trouble: {
    link: 'This is not a whole link of Heed. Copy it again, from https to its last sign, and paste it.',
    plain: 'The link begins with http, so others could read along. Ask for one that begins with https.',
    name: 'There is no such address. Check that you are online, and that the link was copied whole.',
    unreachable:
      'Nobody answers there. The console may be off, or not reachable from your network. Try again later, or ask whoever sent the link.',
    certificate:
      'The certificate of this console cannot be trusted, so Heed did not connect. Ask whoever sent the link to look at Settings, Desks.',
    pin: 'This is not the console that the link names: somebody may pretend to be it. Heed did not connect. Ask whoever sent the link, by phone, for a new one.',
    'no-heed': 'Something else than Heed answers there. Ask whoever sent the link whether it is right.',
    version:
      'The console has another version of Heed ({{theirs}}), which does not fit the one on this computer. Update the older of the two.',
  },
};
