import type { ConversationRow, Thread, ThreadMessage } from '../../../../shared/contract/conversations.ts';
import { walk } from '../../../../shared/questions/walk.ts';
import { guardSentence } from '../../../../shared/text/guardText.ts';
import { t } from '../../../../shared/text/say.ts';
import { CAST } from './cast.ts';
import type { Said, Talk } from './play.ts';
import { filled, type Script } from './script.ts';

export type Trainee = { readonly id: string; readonly name: string; readonly organisation: string };

const bodyOf = (talk: Talk, { by, words, line }: Said): string => {
  if (by === 'trainee') return words;
  return line === 'second' ? t(`exercise:second.${secondOf(talk)}`) : t(`exercise:says.${talk.kind}`);
};

/** Only these three answer twice. */
const secondOf = ({ kind }: Talk): 'question' | 'anger' | 'hints' =>
  kind === 'anger' || kind === 'hints' ? kind : 'question';

/** A talk as a line of the list. */
export function rowOf(talk: Talk, script: Script, trainee: Trainee): ConversationRow {
  const { name, number } = CAST[talk.kind];
  const last = talk.texts.at(-1);
  return {
    id: talk.kind,
    campaignId: '',
    campaignName: script.campaign,
    name,
    number,
    state: talk.state,
    optState: talk.optState,
    optCause: null,
    onHold: talk.held,
    stopWaits: false,
    failed: false,
    outcome: talk.outcome,
    texterId: trainee.id,
    texterName: trainee.name,
    lastText: last ? bodyOf(talk, last) : '',
    lastDirection: last ? (last.by === 'person' ? 'in' : 'out') : null,
    sortAt: last?.at ?? 0,
    tagIds: [],
    reminder: null,
  };
}

/** A talk as the messenger's parts take a conversation. */
export function threadOf(talk: Talk, script: Script, trainee: Trainee): Thread {
  const { name, number } = CAST[talk.kind];
  const [firstName = '', lastName = ''] = name.split(' ');
  const values = { firstName, lastName, texterName: trainee.name, organisation: trainee.organisation };
  const { current } = walk(script.questions, talk.answers);
  const rule = talk.optState !== 'none' ? 'opted-out' : talk.held ? 'on-hold' : null;
  return {
    conversation: rowOf(talk, script, trainee),
    region: 'US',
    profile: 'provider-1',
    contact: { firstName, lastName, externalId: '', number, fields: {}, zones: null },
    senderNumber: null,
    initialPicture: false,
    outgoingPictures: { whyNot: t('pictures:notInPractice'), mostBytes: 0, price: null },
    initialDraft: talk.state === 'to-send' ? filled(script.first, values) : null,
    replies: script.replies.map(({ folder, title, text }, index) => ({
      picture: null,
      id: String(index),
      folder,
      title,
      text: filled(text, values),
      missing: [],
      question: null,
      uses: { own: 0, all: 0 },
    })),
    questions: {
      current: current?.code ?? null,
      script: script.questions.map((question) => ({
        ...question,
        reply: filled(question.reply, values),
        choices: question.choices.map((choice) => ({ ...choice, reply: filled(choice.reply, values) })),
      })),
      answers: [],
    },
    messages: talk.texts.map((text, index) => messageOf(talk, text, index)),
    events: [],
    actions: [],
    canSend: {
      ok: rule === null,
      outcome: rule === null ? 'send' : rule === 'opted-out' ? 'prevent' : 'wait',
      rule,
      sentence: rule === null ? '' : guardSentence(rule),
      until: null,
      warnings: [],
      zone: null,
    },
    stillBlocked: null,
    failed: null,
    confirmation: { offered: false, why: '' },
  };
}

function messageOf(talk: Talk, text: Said, index: number): ThreadMessage {
  return {
    id: `${talk.kind}-${index}`,
    direction: text.by === 'person' ? 'in' : 'out',
    kind: text.by === 'person' ? 'inbound' : text.line === 'initial' ? 'initial' : 'reply',
    body: bodyOf(talk, text),
    state: text.by === 'person' ? 'received' : 'delivered',
    detail: '',
    rule: null,
    segments: null,
    authorName: null,
    senderNumber: null,
    matched: null,
    at: text.at,
  };
}
