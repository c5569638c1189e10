import type { QuestionScript } from '../../shared/contract/questions.ts';
import type { Question } from '../../shared/questions/script.ts';
import { type Client, type TestApi, testApi } from '../helpers/api.ts';
import { account, campaign, conversation, fictionNumber } from '../helpers/seed.ts';

/**
 * Asks whether somebody supports us, what they would do, how many seats they have, and what they wish for.
 */
export const SCRIPT: Question[] = [
  {
    code: 'support',
    name: 'Support',
    text: 'Will they vote yes?',
    kind: 'one',
    reply: 'Thanks, {firstName}.',
    next: 'following',
    choices: [
      { code: 'yes', label: 'Yes', key: 'y', reply: 'Great, {firstName}! Can you help?', next: null },
      { code: 'no', label: 'No', key: 'n', reply: '', next: 'end' },
      { code: 'unsure', label: 'Not sure', key: 'u', reply: 'Tell me more?', next: 'wish' },
    ],
  },
  {
    code: 'help',
    name: 'Help',
    text: 'How would they help?',
    kind: 'many',
    reply: '',
    next: 'following',
    choices: [
      { code: 'calls', label: 'Calls', key: 'c', reply: '', next: null },
      { code: 'drive', label: 'Drive people', key: 'd', reply: 'How many seats?', next: null },
      { code: 'none', label: 'Not at all', key: 'n', reply: '', next: 'end' },
    ],
  },
  {
    code: 'seats',
    name: 'Seats',
    text: 'How many seats?',
    kind: 'number',
    reply: 'Noted!',
    next: 'end',
    choices: [],
  },
  {
    code: 'wish',
    name: 'Wish',
    text: 'What matters to them?',
    kind: 'text',
    reply: '',
    next: 'end',
    choices: [],
  },
];

/** A type with a name, since the compiler cannot write out the contract's. */
export type QuestionsWorld = TestApi & {
  readonly ids: Readonly<Record<'ana' | 'ben' | 'maya' | 'sol', string>>;
  readonly campaignId: string;
  /** Adds a conversation of a texter; returns its id. */
  readonly talk: (index: number, texterId: string, of?: string) => string;
  /** Saves a script over the present one. */
  readonly save: (questions: readonly Question[], of?: string) => Promise<QuestionScript>;
} & Readonly<Record<'ana' | 'ben' | 'maya' | 'sol', Client>>;

/** A campaign that asks `SCRIPT`, with a conversation of Ana's and one of Ben's. */
export async function questionsWorld(): Promise<QuestionsWorld> {
  const api = testApi();
  const { core } = api;
  const ids = {
    ana: account(core, { role: 'texter', name: 'Ana' }),
    ben: account(core, { role: 'texter', name: 'Ben' }),
    maya: account(core, { role: 'admin', name: 'Maya' }),
    sol: account(core, { role: 'supervisor', name: 'Sol' }),
  };
  const campaignId = campaign(core, { name: 'Issue 2', texterIds: [ids.ana, ids.ben] });
  const talk = (index: number, texterId: string, of = campaignId) =>
    conversation(core, {
      campaignId: of,
      number: fictionNumber('US', index),
      texterId,
      firstName: 'Pat',
      state: 'to-answer',
    });
  const maya = api.as(ids.maya);
  const save = async (questions: readonly Question[], of = campaignId) => {
    const { revision } = await maya.questions.script({ campaignId: of });
    return maya.questions.save({ campaignId: of, revision, questions: [...questions] });
  };
  await save(SCRIPT);
  return {
    ...api,
    ids,
    campaignId,
    talk,
    save,
    maya,
    ana: api.as(ids.ana),
    ben: api.as(ids.ben),
    sol: api.as(ids.sol),
  };
}

/** The script with one of its questions replaced. */
export const changed = (code: string, change: Partial<Question>): Question[] =>
  SCRIPT.map((question) => (question.code === code ? { ...question, ...change } : question));
