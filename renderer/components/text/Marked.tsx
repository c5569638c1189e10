import type { ReactNode } from 'react';
import styles from '../conversations/oversight.module.css';

/** A contact's text with the matched words marked; plain where they do not occur in it. */
export function Marked(props: { text: string; matched: string }): ReactNode {
  const { text } = props;
  const matched = props.matched.trim();
  const start = matched === '' ? -1 : text.indexOf(matched);
  if (start < 0) return text;
  const end = start + matched.length;
  return (
    <>
      {text.slice(0, start)}
      <mark className={styles.mark}>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}

/** The same in quotation marks. */
export function Quoted(props: { text: string; matched: string }): ReactNode {
  return (
    <>
      {'“'}
      <Marked {...props} />
      {'”'}
    </>
  );
}
