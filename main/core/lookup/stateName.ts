import { en } from '../../../shared/locales/en/index.ts';
import { t } from '../../../shared/text/say.ts';

type State = keyof typeof en.hours.state;
const isState = (code: string): code is State => code in en.hours.state;

/**
 * The name of a state or province whose law counts, in the reader's language; its letters where it has no
 * name here.
 */
export const stateName = (code: string): string => (isState(code) ? t(`hours:state.${code}`) : code);
