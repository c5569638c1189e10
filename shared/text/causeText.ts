import { namesPerson, type OptOutCause } from '../schema/causes.ts';
import { t } from './say.ts';

/**
 * How an opt-out came about, without a full stop. `told` is a line of its own ("Opted out by the contact"),
 * `how` follows the words "Opted out". `by`: the person, where one did it.
 */
export function causeText(cause: OptOutCause, by: string | null, form: 'told' | 'how' = 'told'): string {
  if (by !== null && namesPerson(cause)) return t(`causes:${cause}.${form}By`, { by });
  return t(`causes:${cause}.${form}`);
}
