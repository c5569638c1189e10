import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import reportFont from '../../../shared/reports/fontLicence.json' with { type: 'json' };
import { t } from '../../../shared/text/say.ts';
import { ProblemReport } from '../../components/console/ProblemReport.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import emojiFont from '../../fonts/licence.json' with { type: 'json' };
import { useAtDesk } from '../../hooks/useSession.ts';
import styles from './about.module.css';
import licences from './licences.json' with { type: 'json' };

/** Set by the build, from package.json. */
declare const HEED_VERSION: string;

/** Fonts that travel with Heed and are no packages. */
const FONTS = [emojiFont, reportFont];

const plain = (text: string) => text.toLowerCase();

/**
 * What Heed is made of and under which licences, for everybody: #/about. The list is generated: npm run -s
 * licences.
 */
export function AboutView() {
  const desk = useAtDesk();
  const [words, setWords] = useState('');
  const [wanted] = useDebouncedValue(plain(words.trim()), 100);
  const texts: Readonly<Record<string, string>> = licences.texts;
  const found = [...licences.packages, ...FONTS.map((font) => ({ ...font, text: '' }))].filter(
    ({ name, licence }) => plain(`${name} ${licence}`).includes(wanted),
  );
  return (
    <>
      <TopBar title={t('about:title')} />
      <main className={styles.content}>
        <p>
          <strong>Heed</strong> · {t('about:version', { version: HEED_VERSION })}
        </p>
        <p>{t('about:what')}</p>
        {desk ? null : <ProblemReport />}
        <h2 className={styles.heading}>{t('about:others')}</h2>
        <p className={styles.soft}>{t('about:othersText')}</p>
        <TextInput
          type="search"
          className={styles.field ?? ''}
          label={t('about:search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <p className={styles.soft} role="status">
          {found.length === 0 ? t('about:none') : t('about:shown', { count: found.length })}
        </p>
        <ul className={styles.list}>
          {found.map(({ name, version, licence, text }) => (
            <li key={`${name} ${version}`}>
              <PackageLicence
                name={name}
                version={version}
                licence={licence}
                text={FONTS.find((font) => font.name === name)?.text ?? texts[text] ?? ''}
              />
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}

type Props = { name: string; version: string; licence: string; text: string };

/** One package; its licence's text unfolds, in its original language. */
function PackageLicence({ name, version, licence, text }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <details className={styles.package} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <span className={styles.name}>{name}</span>
        <span className={styles.version}>{version}</span>
        <span className={styles.licence} lang="en">
          {licence}
        </span>
      </summary>
      {shown && text === '' ? <p className={styles.soft}>{t('about:noText')}</p> : null}
      {shown && text !== '' ? (
        <pre className={styles.text} lang="en">
          {text}
        </pre>
      ) : null}
    </details>
  );
}
