import type { Question } from '../../../shared/questions/script.ts';
import { ANY_QUESTION, readAnswerText } from '../../../shared/results/answerFilter.ts';
import { t } from '../../../shared/text/say.ts';

/** What a filter by answers asks for, such as "Support: Yes"; by its code where the question is not known. */
export function answerName(
  questions: readonly Pick<Question, 'code' | 'name' | 'choices'>[],
  text: string,
): string {
  const { question: code, choice, value, without } = readAnswerText(text);
  const found = questions.find((each) => each.code === code);
  const question = code === ANY_QUESTION ? t('results:anyQuestion') : (found?.name ?? code);
  if (without) return t('results:export.isNone', { question });
  const answer =
    choice === undefined ? value : (found?.choices.find((each) => each.code === choice)?.label ?? choice);
  return answer === undefined
    ? t('results:export.isAny', { question })
    : t('results:export.is', { question, answer });
}
