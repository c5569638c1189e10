import type { ReactNode } from 'react';
import { dateFormat } from '../../language/formats.ts';

const both = dateFormat({ dateStyle: 'medium', timeStyle: 'medium' });

/** Date and time to the second in the reader's own zone, since the order of texts can depend on seconds. */
export function WhenText(props: { at: number }): ReactNode {
  return <time dateTime={new Date(props.at).toISOString()}>{both(props.at)}</time>;
}
