import type { Role } from '../../../shared/schema/words.ts';

export type TourStep = { readonly title: string; readonly text: string };

/** Five short steps for each role; the number is part of the contract (TOUR_STEPS). */
export const STEPS: Readonly<Record<Role, readonly [TourStep, TourStep, TourStep, TourStep, TourStep]>> = {
  texter: [
    {
      title: 'Send with one key',
      text: 'Under “To send” the first message is ready. Enter sends it and goes to the next person.',
    },
    {
      title: 'Answer people',
      text: 'Replies come in by themselves under “To answer”. Write, or type / for an answer that is ready.',
    },
    {
      title: 'When somebody asks to stop',
      text: 'Alt+O opts them out: Enter confirms, the next person is there, and Alt+U takes it back for 10 seconds.',
    },
    {
      title: 'What waits for you',
      text: 'Some replies need a decision. They stand under “Actions” in the rail, the most urgent first.',
    },
    {
      title: 'All the keys',
      text: 'Press ? to see every key of the screen you are on. You can print them from there.',
    },
  ],
  admin: [
    {
      title: 'Everything that was said',
      text: 'Conversations show every text of the organisation, and beside it why a person can or cannot be texted.',
    },
    {
      title: 'What a person must do',
      text: 'Actions is the list of decisions: requests to stop, wrong numbers, texts of unknown fate. Nothing in it is lost.',
    },
    {
      title: 'Opt out, opt in',
      text: 'Alt+O in a conversation opts the person out, or in again. Both ask for a reason, which stays on record.',
    },
    {
      title: 'Who handles a STOP',
      text: 'Settings has the switch for automatic opt-outs, beside a table of what it changes for each provider.',
    },
    {
      title: 'Try it as a texter',
      text: 'Sign out and come back as the texter: contacts of the demo answer, and some of them ask to stop.',
    },
  ],
  supervisor: [
    {
      title: 'Every thread, as it was',
      text: 'Conversations show every text, also where somebody was opted out automatically.',
    },
    {
      title: 'What was matched',
      text: 'Words that led to an opt-out are marked in the text, and the panel beside it names the rule.',
    },
    {
      title: 'Find what matters',
      text: 'Filters narrow the list by campaign, texter and cause; / searches names and numbers.',
    },
    {
      title: 'Why can they not be texted?',
      text: 'The panel on the right answers that for each person, with times, evidence and what happens next.',
    },
    {
      title: 'All the keys',
      text: 'Press ? to see every key of the screen you are on. You can print them from there.',
    },
  ],
};
