import type { CannedReplyDraft } from '../../../shared/contract/campaigns.ts';
import type { ViewToSave } from '../../../shared/contract/conversations/savedViews.ts';
import type { Question } from '../../../shared/questions/script.ts';
import type { Profile, Region } from '../../../shared/schema/words.ts';
import { type DemoContact, demoContactsUk, demoContactsUs } from './people.ts';
import { demoQuestionsUk, demoQuestionsUs } from './questions.ts';

export type DemoCampaign = {
  readonly name: string;
  readonly region: Region;
  readonly profile: Profile;
  readonly script: string;
  readonly replies: readonly CannedReplyDraft[];
  readonly questions: readonly Question[];
  readonly contacts: readonly DemoContact[];
  readonly senders: readonly string[];
  /** How many first texts have left when the demo opens, so that there are replies to answer. */
  readonly begun: number;
};

export const DEMO_ORGANISATION = 'Housing Vote';

/** A saved list of everybody in the first campaign. */
export const DEMO_LIST = 'Ohio voters, spring';

/** A view that admins and supervisors find under "Saved". */
export const DEMO_VIEW: ViewToSave = {
  list: 'conversations',
  name: 'Not delivered',
  filter: { failed: true },
  shared: true,
};

export const demoCampaigns: readonly DemoCampaign[] = [
  {
    name: 'Housing Vote — Ohio',
    region: 'US',
    profile: 'provider-1',
    script:
      'Hi {firstName}, {texterName} here with {organisation}. Will you vote on Issue 2 this Tuesday? Reply STOP to opt out.',
    replies: [
      {
        folder: 'Voting',
        title: 'Polls',
        text: 'Polls are open 6:30 am to 7:30 pm. Do you know where yours is, {firstName}?',
      },
      {
        folder: 'About us',
        title: 'Who we are',
        text: 'We are volunteers with {organisation}, asking neighbors to vote yes on Issue 2.',
      },
      {
        folder: 'Volunteering',
        title: 'Their offer',
        text: 'You offered this: {answer:volunteer}. Thank you! Somebody will call you this week.',
      },
      { title: 'Thanks', text: 'Thank you, {firstName}! That means a lot.' },
      { title: 'No is fine', text: 'No problem at all, thanks for letting me know. Have a good day!' },
    ],
    questions: demoQuestionsUs,
    contacts: demoContactsUs(240),
    senders: ['+12165550198', '+16145550199'],
    begun: 36,
  },
  {
    name: 'Tenants’ meeting — UK',
    region: 'GB',
    profile: 'provider-2',
    script:
      'Hello {firstName}, {texterName} from {organisation}. Are you coming to the tenants’ meeting on the 4th? Text STOP to opt out.',
    replies: [
      {
        title: 'Where',
        text: 'It starts at 7 pm in the {town} library, upstairs. Tea and biscuits included.',
      },
      {
        title: 'Who we are',
        text: 'We are volunteers with {organisation}. Renters meet once a month to help each other.',
      },
      { title: 'Thanks', text: 'Lovely, thank you {firstName}. See you there!' },
      { title: 'No is fine', text: 'No problem, thanks for telling me. All the best!' },
    ],
    questions: demoQuestionsUk,
    contacts: demoContactsUk(200),
    senders: ['+447700900986', '+447700900987'],
    begun: 36,
  },
];

/** A campaign in Ohio that begins tomorrow, over the sender numbers of the first one. */
export const demoPlanned = {
  name: 'Election Day reminder',
  region: 'US',
  script:
    'Hi {firstName}, {texterName} with {organisation}: polls close at 7:30 pm today. Need a ride? Reply STOP to opt out.',
  replies: [{ title: 'Ride', text: 'We can pick you up. Which time suits you, {firstName}?' }],
  questions: [],
  contacts: demoContactsUs(264).slice(240),
} as const satisfies Partial<DemoCampaign>;
