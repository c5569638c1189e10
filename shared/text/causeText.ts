import { namesPerson, type OptOutCause } from '../schema/causes.ts';
import { t } from './say.ts';

/**
 * How an opt-out came about, without a full stop. `line` stands alone ("Opted out by the contact"),
 * `how` follows the words "Opted out". `by`: the person, where one did it.
 */
export function causeText(cause: OptOutCause, by: string | null, form: 'line' | 'how' = 'line'): string {
  if (by !== null && namesPerson(cause)) return t(`causes:${cause}.${form}By`, { by });
  return t(`causes:${cause}.${form}`);
}
