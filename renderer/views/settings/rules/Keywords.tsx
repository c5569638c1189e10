import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { profileName } from '../../../../shared/providers/words.ts';
import { Profile } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { dateFormat } from '../../../language/formats.ts';
import styles from '../settings.module.css';
import { ExtraWords } from './ExtraWords.tsx';
import words from './keywords.module.css';
import { TryText } from './TryText.tsx';

type Props = { readonly settings: Settings };

/** Keywords: the shipped ones, which nobody can remove, and the organisation's own. */
export function Keywords({ settings }: Props) {
  const vocabulary = useQuery(api.settings.vocabulary.queryOptions());
  return (
    <>
      <TryText settings={settings} />
      <Section
        id="keywords"
        title={t('settings:keywords.shipped')}
        lead={t('settings:keywords.shippedLead')}
        aside={
          vocabulary.data ? (
            <span className={styles.soft}>
              {t('settings:keywords.version', {
                version: vocabulary.data.version,
                date: longDate(vocabulary.data.date),
              })}
            </span>
          ) : null
        }
      >
        {vocabulary.error ? (
          <ErrorNotice title={t('settings:keywords.failed')} error={vocabulary.error} />
        ) : null}
        {vocabulary.data
          ? Profile.options.map((profile) => (
              <div key={profile}>
                <h3 className={styles.subTitle}>{profileName(profile)}</h3>
                <ul className={words.words}>
                  {vocabulary.data.keywords[profile].map((word) => (
                    <li key={word} className={words.locked}>
                      <IconLock size={12} aria-hidden />
                      {word.toUpperCase()}
                    </li>
                  ))}
                </ul>
              </div>
            ))
          : null}
      </Section>
      <Section id="own-words" title={t('settings:keywords.own')} lead={t('settings:keywords.ownLead')}>
        <ExtraWords
          key={settings.extraKeywords.join('\n')}
          name="extraKeywords"
          stored={settings.extraKeywords}
          longest={60}
        />
        <ExtraWords
          key={`${settings.extraPhrases.join('\n')} phrases`}
          name="extraPhrases"
          stored={settings.extraPhrases}
          longest={120}
        />
      </Section>
    </>
  );
}

const writtenOut = dateFormat({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

function longDate(date: string): string {
  const read = new Date(`${date}T12:00:00Z`);
  if (Number.isNaN(read.getTime())) return date;
  return writtenOut(read);
}
