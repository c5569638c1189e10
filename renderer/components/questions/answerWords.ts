import type { AnswerInForce } from '../../../shared/contract/questions.ts';
import { t } from '../../../shared/text/say.ts';
import { allOf, numberFormat } from '../../language/formats.ts';
import { saidTime } from '../base/time.ts';

const amount = numberFormat({ maximumFractionDigits: 6 });

type Said = Pick<AnswerInForce, 'kind' | 'value'> & {
  readonly choices: readonly { readonly label: string }[];
};

/** "Yes", "Calls and Drive people", "3", "Lower rents". */
export function answerText({ kind, value, choices }: Said): string {
  if (value === null) return allOf(choices.map(({ label }) => label));
  if (value === '') return t('questions:answered.erased');
  // Where another console made it a question for a number, the answer may still be words.
  return kind === 'number' && Number.isFinite(Number(value)) ? amount(Number(value)) : value;
}

/** "Ana, 12 minutes ago". */
export function recordedText({ by, at }: Pick<AnswerInForce, 'by' | 'at'>, now: number): string {
  const when = saidTime(at, now);
  return by === null ? when : t('questions:answered.by', { by, when });
}
