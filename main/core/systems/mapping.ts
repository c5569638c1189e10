import type { SystemAnswers } from '../../../shared/contract/systems.ts';
import type { QuestionKind } from '../../../shared/questions/script.ts';
import { SYSTEMS, TAKES_WORDS } from '../../../shared/systems/systems.ts';
import { t } from '../../../shared/text/say.ts';
import { InputError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import { scriptOf } from '../questions/script.ts';
import type { Core } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { changeSystem } from '../webhooksOut/endpointRecord.ts';
import { settingsOf } from '../webhooksOut/rows.ts';
import { systemRow } from './systems.ts';

const isChosen = (kind: QuestionKind) => kind === 'one' || kind === 'many';

/** Questions that a campaign asks, with their choices as the store has them. */
function asked(db: Reader, campaignId: string) {
  const { rows, choices } = scriptOf(db, campaignId);
  return rows
    .filter(({ retired_at }) => retired_at === null)
    .map((question) => ({
      question,
      choices: choices.filter((each) => each.question_id === question.id && each.retired_at === null),
    }));
}

/** What stands in a system for the answers of a campaign. @throws CoreError NOT_FOUND */
export function readAnswers(db: Reader, systemId: string, campaignId: string): SystemAnswers {
  campaignOf(db, campaignId);
  const row = systemRow(db, systemId);
  const { answers, fields } = settingsOf(row);
  const byQuestion = new Map(fields.map(({ questionId, field }) => [questionId, field]));
  const byChoice = new Map(answers.map(({ choiceId, target, label }) => [choiceId, { id: target, label }]));
  return {
    takesWords: TAKES_WORDS[row.kind],
    questions: asked(db, campaignId).map(({ question, choices }) => ({
      code: question.code,
      name: question.name,
      kind: question.kind,
      field: byQuestion.get(question.id) ?? null,
      choices: choices.map(({ id, code, label }) => ({ code, label, target: byChoice.get(id) ?? null })),
    })),
  };
}

export type ChosenField = { readonly question: string; readonly field: string | null };
export type ChosenAnswer = {
  readonly question: string;
  readonly choice: string;
  readonly target: { readonly id: string; readonly label: string } | null;
};

type Chosen = {
  readonly id: string;
  readonly campaignId: string;
  readonly answers: readonly ChosenAnswer[];
  readonly fields: readonly ChosenField[];
};

/**
 * Chooses what stands for answers of a campaign; those that are not named stay. Answers from now on are told.
 * @throws CoreError NOT_FOUND; INVALID for a choice that the campaign does not offer, and
 *   for a field where the system takes none
 */
export function saveAnswers(
  core: Core,
  actorId: string,
  { id, campaignId, answers, fields }: Chosen,
): SystemAnswers {
  return core.write((tx) => {
    campaignOf(tx.db, campaignId);
    const row = systemRow(tx.db, id);
    const offered = asked(tx.db, campaignId);
    const chosen = answers.map(({ question, choice, target }, at) => {
      const about = offered.find((each) => each.question.code === question);
      const found = about?.choices.find(({ code }) => code === choice);
      if (about === undefined || found === undefined)
        throw new InputError([{ path: ['answers', at, 'choice'], message: t('systems:noChoice') }]);
      return { questionId: about.question.id, choiceId: found.id, target };
    });
    const written = fields.map(({ question, field }, at) => {
      const about = offered.find((each) => each.question.code === question)?.question;
      const path = ['fields', at, 'field'];
      if (about === undefined || isChosen(about.kind))
        throw new InputError([{ path, message: t('systems:noChoice') }]);
      if (!TAKES_WORDS[row.kind])
        throw new InputError([{ path, message: t('systems:noWords', { system: SYSTEMS[row.kind].name }) }]);
      return { questionId: about.id, field };
    });
    const named = new Set(chosen.map(({ choiceId }) => choiceId));
    const settings = settingsOf(row);
    const kept = settings.answers.filter(({ choiceId }) => !named.has(choiceId));
    const added = chosen.flatMap(({ target, ...place }) =>
      target === null ? [] : [{ ...place, target: target.id, label: target.label }],
    );
    const asWritten = new Set(written.map(({ questionId }) => questionId));
    changeSystem(tx, id, {
      ...settings,
      answers: [...kept, ...added],
      fields: [
        ...settings.fields.filter(({ questionId }) => !asWritten.has(questionId)),
        ...written.flatMap(({ questionId, field }) => (field === null ? [] : [{ questionId, field }])),
      ],
    });
    append(core, tx, {
      kind: 'system-answers-chosen',
      actorId,
      evidenceId: id,
      payload: { campaign: campaignId, answers: added.length + written.length },
    });
    tx.touch('integrations');
    return readAnswers(tx.db, id, campaignId);
  });
}
