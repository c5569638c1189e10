import type { TextApart } from '../../../../shared/contract/consoles/together.ts';
import { t } from '../../../../shared/text/say.ts';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { dayAndTime } from '../../../components/base/time.ts';
import { hrefOf } from '../../../state/route.ts';
import styles from './together.module.css';
import { aboutWords, consoleWord } from './togetherWords.ts';

type Props = { readonly what: 'stopped' | 'left'; readonly texts: readonly TextApart[] };

/** Texts to people who had asked to stop on the other side; nothing where there are none. */
export function TextsApart({ what, texts }: Props) {
  if (texts.length === 0) return null;
  const title = t(`consoles:together.texts.${what}Title`);
  return (
    <Section id={`texts-${what}`} title={title} lead={t(`consoles:together.texts.${what}Lead`)}>
      <ListTable
        label={t(`consoles:together.texts.${what}List`)}
        maxHeight={420}
        columns={[
          t('consoles:together.texts.person'),
          t('consoles:together.texts.campaign'),
          t('consoles:together.texts.by'),
          t('consoles:together.texts.optedOut'),
          t(`consoles:together.texts.${what}`),
        ]}
      >
        {texts.map((text) => (
          <tr key={`${text.link.number} ${text.campaign} ${text.at}`}>
            <td>
              {text.link.number === undefined ? (
                aboutWords(text)
              ) : (
                <a className={styles.link} href={hrefOf(['lookup', text.link.number])}>
                  {aboutWords(text)}
                </a>
              )}
            </td>
            <td>{text.campaign}</td>
            <td>{text.by || t('consoles:together.texts.heed')}</td>
            <td>
              {t('consoles:together.texts.where', {
                when: dayAndTime(text.optedOutAt),
                console: consoleWord(text.console),
              })}
            </td>
            <td>{dayAndTime(text.at)}</td>
          </tr>
        ))}
      </ListTable>
    </Section>
  );
}
