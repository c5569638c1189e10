import type { ReactNode } from 'react';
import { dateFormat } from '../../language/formats.ts';

const both = dateFormat({ dateStyle: 'medium', timeStyle: 'medium' });

/** Date and time to the second in the reader's own zone: who said what first is not a matter of minutes. */
export function WhenText(props: { at: number }): ReactNode {
  return <time dateTime={new Date(props.at).toISOString()}>{both(props.at)}</time>;
}
