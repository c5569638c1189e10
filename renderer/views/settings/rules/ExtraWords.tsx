import { Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../settings.module.css';
import { useSaveSettings } from '../useSettings.ts';
import words from './keywords.module.css';

type Props = {
  readonly name: 'extraKeywords' | 'extraPhrases';
  readonly stored: readonly string[];
  readonly longest: number;
};

const MOST = 200;

/** A list of the admin's own words; each is stored when it is added or removed. */
export function ExtraWords({ name, stored, longest }: Props) {
  const [word, setWord] = useState('');
  const save = useSaveSettings(t(`settings:keywords.${name}.saved`));
  const typed = word.trim();
  const known = stored.some((each) => each.toLowerCase() === typed.toLowerCase());

  function add(event: SyntheticEvent) {
    event.preventDefault();
    if (typed === '' || known) return;
    save.mutate({ [name]: [...stored, typed] }, { onSuccess: () => setWord('') });
  }

  return (
    <div className={styles.stack}>
      <form className={styles.addRow} onSubmit={add}>
        <TextInput
          className={styles.grow}
          label={t(`settings:keywords.${name}.label`)}
          description={t(`settings:keywords.${name}.help`)}
          placeholder={t(`settings:keywords.${name}.sample`)}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
          maxLength={longest}
          error={known && typed !== '' ? t('settings:keywords.known') : undefined}
        />
        <Button
          type="submit"
          size="sm"
          disabled={typed === '' || known || stored.length >= MOST}
          loading={save.isPending}
        >
          {t('common:act.add')}
        </Button>
      </form>
      {stored.length === 0 ? (
        <p className={styles.soft}>{t('settings:keywords.none')}</p>
      ) : (
        <ul className={words.words}>
          {stored.map((each) => (
            <li key={each} className={words.own}>
              {each}
              <button
                type="button"
                aria-label={t('settings:keywords.removeOne', { word: each })}
                disabled={save.isPending}
                onClick={() => save.mutate({ [name]: stored.filter((kept) => kept !== each) })}
              >
                <IconX size={13} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {save.error ? <ErrorNotice title={t('settings:form.notSaved')} error={save.error} /> : null}
    </div>
  );
}
