import type { SystemAnswers } from '../../../shared/contract/systems.ts';
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

/** Questions of a campaign whose answers are chosen, with their choices as the store has them. */
function choosable(db: Reader, campaignId: string) {
  const { rows, choices } = scriptOf(db, campaignId);
  return rows
    .filter(({ kind, retired_at }) => retired_at === null && (kind === 'one' || kind === 'many'))
    .map((question) => ({
      question,
      choices: choices.filter((each) => each.question_id === question.id && each.retired_at === null),
    }));
}

/** What stands in a system for the answers of a campaign. @throws CoreError NOT_FOUND */
export function readAnswers(db: Reader, systemId: string, campaignId: string): SystemAnswers {
  campaignOf(db, campaignId);
  const { answers } = settingsOf(systemRow(db, systemId));
  const byChoice = new Map(answers.map(({ choiceId, target, label }) => [choiceId, { id: target, label }]));
  return {
    questions: choosable(db, campaignId).map(({ question, choices }) => ({
      code: question.code,
      name: question.name,
      choices: choices.map(({ id, code, label }) => ({ code, label, target: byChoice.get(id) ?? null })),
    })),
  };
}

export type ChosenAnswer = {
  readonly question: string;
  readonly choice: string;
  readonly target: { readonly id: string; readonly label: string } | null;
};

/**
 * Chooses what stands for answers of a campaign; those that are not named stay. Answers from now on are told.
 * @throws CoreError NOT_FOUND; INVALID for a choice that the campaign does not offer
 */
export function saveAnswers(
  core: Core,
  actorId: string,
  { id, campaignId, answers }: { id: string; campaignId: string; answers: readonly ChosenAnswer[] },
): SystemAnswers {
  return core.write((tx) => {
    campaignOf(tx.db, campaignId);
    const row = systemRow(tx.db, id);
    const offered = choosable(tx.db, campaignId);
    const chosen = answers.map(({ question, choice, target }, at) => {
      const asked = offered.find((each) => each.question.code === question);
      const found = asked?.choices.find(({ code }) => code === choice);
      if (asked === undefined || found === undefined)
        throw new InputError([{ path: ['answers', at, 'choice'], message: t('systems:noChoice') }]);
      return { questionId: asked.question.id, choiceId: found.id, target };
    });
    const named = new Set(chosen.map(({ choiceId }) => choiceId));
    const settings = settingsOf(row);
    const kept = settings.answers.filter(({ choiceId }) => !named.has(choiceId));
    const added = chosen.flatMap(({ target, ...place }) =>
      target === null ? [] : [{ ...place, target: target.id, label: target.label }],
    );
    changeSystem(tx, id, { ...settings, answers: [...kept, ...added] });
    append(core, tx, {
      kind: 'system-answers-chosen',
      actorId,
      evidenceId: id,
      payload: { campaign: campaignId, answers: added.length },
    });
    tx.touch('integrations');
    return readAnswers(tx.db, id, campaignId);
  });
}
