import { LANGUAGES } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';
import { chooseLanguage, LANGUAGE_NAMES, useLanguage } from '../../language/choice.ts';
import styles from './Start.module.css';

/**
 * The languages, each by its own name, for who has not signed in yet. Signed in, they are in the account
 * menu.
 */
export function LanguageChoice() {
  const spoken = useLanguage((state) => state.language);
  return (
    <ul className={styles.languages} aria-label={t('start:language')}>
      {LANGUAGES.map((each) => (
        <li key={each}>
          <button
            type="button"
            lang={each}
            className={styles.language}
            aria-pressed={each === spoken}
            onClick={() => void chooseLanguage(each)}
          >
            {LANGUAGE_NAMES[each]}
          </button>
        </li>
      ))}
    </ul>
  );
}
