import type { ReactElement } from 'react';
import { Trans } from 'react-i18next';
import { language } from '../../shared/text/language.ts';
import { type AnyTextKey, catalogue, settled, type TextValues } from '../../shared/text/say.ts';

type Props = {
  text: AnyTextKey;
  values?: TextValues;
  /** What each tag of the text stands for: `<name>{{who}}</name>` with `{ name: <strong /> }`. */
  tags: Readonly<Record<string, ReactElement>>;
};

/**
 * A text of the catalogue with parts that look or act otherwise. Plain texts use `t`. Tags within a value
 * stay text.
 */
export function Rich({ text, values: given = {}, tags }: Props) {
  const values = settled(given);
  // As a string: React's types would spell out every text of the catalogue.
  const key: string = text;
  return (
    <Trans
      i18n={catalogue}
      i18nKey={key}
      values={values}
      components={tags}
      tOptions={{ ...values, lng: language(), interpolation: { escapeValue: true } }}
      shouldUnescape
    />
  );
}
