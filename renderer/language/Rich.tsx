import type { ReactElement } from 'react';
import { Trans } from 'react-i18next';
import { language } from '../../shared/text/language.ts';
import { type AnyTextKey, catalogue, settled, type TextValues } from '../../shared/text/say.ts';

type Props = {
  text: AnyTextKey;
  values?: TextValues;
  /** The element for each tag of the text: `<name>{{who}}</name>` with `{ name: <strong /> }`. */
  tags: Readonly<Record<string, ReactElement>>;
};

/** A text of the catalogue with elements in it. Texts without tags use `t`. Tags within a value stay text. */
export function Rich({ text, values: given = {}, tags }: Props) {
  const values = settled(given);
  // As a string, since React's types would expand every text of the catalogue.
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
