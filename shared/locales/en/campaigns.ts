import { acts } from './campaigns/acts.ts';
import { copy, followUp } from './campaigns/copies.ts';
import { check, launch, level } from './campaigns/launch.ts';
import { lists } from './campaigns/savedLists.ts';

export const campaigns = {
  count: {
    contacts_one: '{{count, number}} contact',
    contacts_other: '{{count, number}} contacts',
  },
  state: {
    draft: 'draft',
    launched: 'running',
    paused: 'paused',
    closed: 'closed',
  },
  list: {
    title: 'Campaigns',
    new: 'New campaign',
    all: 'All campaigns',
    failed: 'The campaigns cannot be shown',
    empty: 'No campaigns yet',
    allArchived: 'All campaigns are archived',
    allArchivedText: 'Show the archived ones below, or start a new campaign.',
    archived: 'Archived campaigns ({{count, number}})',
    emptyText:
      'A campaign is one script, one region, its contacts and its texters. Start with a name and a script; nothing is sent before you launch it.',
  },
  page: {
    title: 'Campaign',
    failed: 'This campaign cannot be shown',
    notSaved: 'It was not saved',
    later: 'Save the draft first; then this can be filled in.',
    sections: 'Sections of this campaign',
    saved: 'Saved.',
    draftSaved: 'The draft “{{name}}” is saved.',
    starter:
      "Hi {firstName}, it's {texterName} from {organisation}. Can we count on you this week? Reply STOP to opt out.",
  },
  hours: {
    title: 'Texting hours of this campaign',
    lead: 'Only where this campaign needs fewer hours than your organisation. Nobody is texted before {{earliest}} or after {{latest}}, whatever stands here.',
    from: 'Earliest',
    until: 'Latest',
    usual: 'As in the settings',
    zone: 'Time zone of the people in this campaign',
    zoneHint: 'The hours must suit this zone as well as the zone of each person’s number and address.',
    noZone: 'By number and address',
  },
  section: {
    tags: 'Tags',
    about: 'Name and region',
    script: 'First message',
    questions: 'Questions',
    replies: 'Canned replies',
    contacts: 'Contacts',
    texters: 'Texters',
    launch: 'Launch',
  },
  save: {
    label: 'Save',
    new: 'This campaign is not saved yet.',
    changed: 'You have unsaved changes.',
    draft: 'Save draft',
    changes: 'Save changes',
  },
  wrong: {
    name: 'The campaign needs a name.',
    noScript: 'The script is the first message; it cannot be empty.',
    longScript: 'At most {{most}} characters.',
    replyTitle: 'A short name, so that texters find it.',
    replyText: 'Write the reply, or remove it.',
  },
  card: {
    profile: {
      'provider-1': '{{provider}} leaves STOP to Heed',
      'provider-2': '{{provider}} handles STOP itself',
    },
    noContacts: 'No contacts yet',
    toText: '<b>{{open, number}} of {{contacts}}</b> still to text',
    toAnswer: '{{count, number}} to answer',
    optedOut_one: '{{count, number}} opted out',
    optedOut_other: '{{count, number}} opted out',
    onHold: '{{count, number}} on hold',
    unassigned: '{{count, number}} without a texter',
    noTexters: 'No texters yet',
    moreTexters: '{{names}} and {{count, number}} more',
    next: {
      contacts: 'Next: import contacts',
      texters: 'Next: choose texters',
      launch: 'Next: launch',
    },
  },
  about: {
    name: 'Name',
    nameHint: 'Texters and admins see it; contacts do not.',
    nameExample: 'Housing Vote, Ohio',
    region: 'Region',
    through: '{{region}} texts go through {{profile}}.',
    stop: '<b>When someone replies STOP:</b> {{consequence}}',
    only: 'Only {{region}} numbers can be imported. The region is fixed once contacts are in or the campaign is launched.',
    fixedByLaunch: 'The region is fixed because the campaign was launched.',
    fixedByContacts: 'The region is fixed because contacts have been imported.',
  },
  stop: {
    'provider-1': {
      automatic:
        '{{provider}} does nothing about STOP. Heed opts the person out everywhere and sends them your confirmation. Nobody has to do anything.',
      byHand:
        '{{provider}} does nothing about STOP, and automatic opt-outs are off. Nobody is opted out until one of you does it by hand; Heed opens an action as a reminder.',
    },
    'provider-2': {
      automatic:
        '{{provider}} blocks your sender number for that person and answers them itself. Heed opts the person out everywhere as well, without a second answer. Nobody has to do anything.',
      byHand:
        '{{provider}} blocks your sender number for that person and answers them itself. Automatic opt-outs are off, so texts from your other numbers could still reach them until one of you opts them out by hand.',
    },
  },
  script: {
    hint: 'Every contact gets this first, sent by a texter one at a time.',
    namesOrganisation: 'Names the organisation',
    putName: 'Add {{name}} or {organisation}.',
    itsName: 'its name',
    saysOptOut: 'Says how to opt out',
    addOptOut: 'Add “Reply STOP to opt out.”',
    unknownField: 'No contact has {{field}}',
    nothingStands: 'This place would be empty.',
    billed: 'Each part is billed, for every contact.',
  },
  replies: {
    lead: 'Ready answers that texters pick with a key and may change before they send.',
    none: 'None yet. Two or three answers to likely questions save texters a lot of typing.',
    add: 'Add a reply',
    unnamed: 'reply {{at}}',
    name: 'Name of reply {{at}}',
    nameExample: 'Polling hours',
    folder: 'Folder of reply {{at}}',
    folderExample: 'Voting',
    question: 'Offered first at (reply {{at}})',
    noQuestion: 'No question',
    text: 'Text of reply {{at}}',
    up: 'Move {{name}} up',
    down: 'Move {{name}} down',
    remove: 'Remove {{name}}',
  },
  tags: {
    lead: 'Texters mark conversations with them, so that you find these again. They are the same in all campaigns.',
  },
  texters: {
    who: 'Who texts in this campaign',
    failed: 'The accounts cannot be shown',
    none: 'There are no texters yet. Add accounts in the settings.',
    admin: 'admin',
    inactive: 'can no longer sign in',
    shareNoContacts: 'Contacts that you import are shared evenly among the people chosen here.',
    shareNobody:
      'Choose at least one person. Conversations already started stay with the texter who started them.',
    shareOne:
      '{{open, number}} of {{contacts}} have not been texted. The one person chosen gets all of them. Conversations already started stay with the texter who started them.',
    shareMany:
      '{{open, number}} of {{contacts}} have not been texted. Shared evenly, that is about {{each, number}} for each of {{texters}}. Conversations already started stay with the texter who started them.',
    share: 'Share evenly',
    shareAmong_one: 'Give all to this person',
    shareAmong_other: 'Share evenly among {{count, number}}',
    shared_one: '{{count, number}} texter has them all now.',
    shared_other: 'Shared among {{count, number}} texters.',
    notShared: 'The contacts were not shared',
    undo: 'Undo',
    unassigned: '{{open, number}} of {{contacts}} have no texter yet.',
  },
  archived: 'archived',
  level,
  check,
  launch,
  copy,
  followUp,
  lists,
  acts,
};
