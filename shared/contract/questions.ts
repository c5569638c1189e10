import { z } from 'zod';
import {
  Choice,
  Code,
  canBeSeen,
  Question,
  QuestionFile,
  QuestionKind,
  Questions,
  withoutControls,
} from '../questions/script.ts';
import { says } from '../text/says.ts';
import { ViewAs } from './access/viewAs.ts';
import { admins, atDesks, Id, overseers, Time } from './base/procedure.ts';

/** The place of the problem in the given list, such as `[1, "choices", 0, "key"]`. */
const Issue = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() });

const Revision = z.string().max(64);

export const QuestionScript = z.object({
  revision: Revision.describe('To be named when it is saved: somebody may have changed it meanwhile'),
  questions: Questions,
  retired: z
    .array(Question)
    .describe('No longer asked, and answered while they were; they come back with their answers when saved'),
  answered: z
    .record(z.string(), z.number())
    .describe('By the code of a question: in how many conversations it has an answer'),
});
export type QuestionScript = z.infer<typeof QuestionScript>;

const OfCampaign = z.object({ campaignId: Id });
const tags = ['Questions and answers'];

export const questions = {
  script: atDesks.overseers
    .route({
      method: 'GET',
      path: '/campaigns/{campaignId}/questions',
      tags,
      summary: 'The questions of a campaign, in order',
    })
    .input(OfCampaign)
    .output(QuestionScript),
  save: atDesks.admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/questions',
      tags,
      summary:
        'Replace the questions of a campaign; what is left out is asked no longer, and its answers stay',
    })
    .input(OfCampaign.extend({ revision: Revision, questions: Questions }))
    .output(QuestionScript),
  check: admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/questions/check',
      tags,
      summary: 'What keeps these questions from being saved, and what may be left so; changes nothing',
    })
    .input(OfCampaign.extend({ questions: Questions }))
    .output(z.object({ problems: z.array(Issue), warnings: z.array(Issue) })),
  export: overseers
    .route({
      method: 'GET',
      path: '/campaigns/{campaignId}/questions/file',
      tags,
      summary: 'The questions as a file that another campaign or console can import',
    })
    .input(OfCampaign)
    .output(QuestionFile),
  import: admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/questions/import',
      tags,
      summary: 'Replace the questions with those of a file',
    })
    .input(OfCampaign.extend({ revision: Revision, file: QuestionFile }))
    .output(QuestionScript),
  copyFrom: admins
    .route({
      method: 'POST',
      path: '/campaigns/{campaignId}/questions/copy',
      tags,
      summary: 'Add the questions of another campaign behind those that are there',
    })
    .input(OfCampaign.extend({ revision: Revision, from: Id.describe('The other campaign') }))
    .output(QuestionScript),
};

/** The answer in force to one question. */
const AnswerInForce = z.object({
  question: Code,
  name: z.string(),
  text: z.string(),
  kind: QuestionKind,
  /** Of the kinds one and many; also choices that are no longer offered. */
  choices: z.array(z.object({ code: Code, label: z.string() })),
  value: z.string().nullable().describe('Of the kinds number and text. Empty where the person was erased'),
  by: z.string().nullable().describe('Who recorded it'),
  at: Time,
  asked: z.boolean().describe('The question is still asked'),
});
export type AnswerInForce = z.infer<typeof AnswerInForce>;

/** As a texter gets it: a filled-in reply may be longer than its template. */
const AskedQuestion = Question.extend({
  reply: z.string(),
  choices: z.array(Choice.extend({ reply: z.string() })),
});

export const ContactQuestions = z.object({
  /** The question to ask now; null: none is left. */
  current: Code.nullable(),
  /** The campaign's questions in order, their replies filled in for this contact. */
  script: z.array(AskedQuestion),
  /** In the order of the script; those that are no longer asked come last. */
  answers: z.array(AnswerInForce),
});
export type ContactQuestions = z.infer<typeof ContactQuestions>;

const AnswerRecord = z.object({
  question: Code,
  name: z.string(),
  choice: z.object({ code: Code, label: z.string() }).nullable(),
  value: z.string().nullable(),
  by: z.string().nullable(),
  at: Time,
  ended: z
    .object({ by: z.string().nullable(), at: Time, why: z.enum(['corrected', 'taken-back', 'only-one']) })
    .nullable()
    .describe('Null: it is in force'),
});
export type AnswerRecord = z.infer<typeof AnswerRecord>;

const OfConversation = z.object({ conversationId: Id });

export const answers = {
  list: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/conversations/{conversationId}/answers',
      tags,
      summary: 'What a contact answered, and what to ask now',
    })
    .input(OfConversation.extend(ViewAs.shape))
    .output(ContactQuestions),
  record: atDesks.signedIn
    .route({
      method: 'POST',
      path: '/conversations/{conversationId}/answers',
      tags,
      summary: 'Record an answer, or correct it; nothing is sent',
    })
    .input(
      OfConversation.extend({
        question: Code,
        choices: z
          .array(Code)
          .max(20, says('api:atOnce', { most: 20 }))
          .optional()
          .describe('One for the kind one, at least one for many'),
        value: z
          .union(
            [
              z
                .number()
                .min(-1e12, says('questions:answer.tooLarge'))
                .max(1e12, says('questions:answer.tooLarge')),
              z
                .string()
                .trim()
                .min(1, says('api:writeAnswer'))
                .max(500, says('api:atMost', { count: 500 }))
                .overwrite(withoutControls)
                .refine(canBeSeen, says('api:writeAnswer')),
            ],
            says('questions:answer.value'),
          )
          .optional()
          .describe('A number for the kind number, words for text'),
      }),
    )
    .output(ContactQuestions),
  clear: atDesks.signedIn
    .route({
      method: 'DELETE',
      path: '/conversations/{conversationId}/answers/{question}',
      tags,
      summary: 'Take an answer back; its history stays',
    })
    .input(OfConversation.extend({ question: Code }))
    .output(ContactQuestions),
  history: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/conversations/{conversationId}/answers/history',
      tags,
      summary: 'Every answer that was recorded, corrected or taken back, oldest first',
    })
    .input(OfConversation.extend(ViewAs.shape))
    .output(z.array(AnswerRecord)),
};
