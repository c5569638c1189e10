import { Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import words from './keywords.module.css';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = {
  readonly name: 'extraKeywords' | 'extraPhrases';
  readonly label: string;
  readonly description: string;
  readonly placeholder: string;
  readonly stored: readonly string[];
  readonly longest: number;
};

const MOST = 200;

/** A list of the admin's own; each word is stored as it is added or removed. */
export function ExtraWords({ name, label, description, placeholder, stored, longest }: Props) {
  const [word, setWord] = useState('');
  const save = useSaveSettings(`${label} saved.`);
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
          label={label}
          description={description}
          placeholder={placeholder}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
          maxLength={longest}
          error={known && typed !== '' ? 'This is in the list.' : undefined}
        />
        <Button
          type="submit"
          size="sm"
          disabled={typed === '' || known || stored.length >= MOST}
          loading={save.isPending}
        >
          Add
        </Button>
      </form>
      {stored.length === 0 ? (
        <p className={styles.soft}>None added.</p>
      ) : (
        <ul className={words.words}>
          {stored.map((each) => (
            <li key={each} className={words.own}>
              {each}
              <button
                type="button"
                aria-label={`Remove ${each}`}
                disabled={save.isPending}
                onClick={() => save.mutate({ [name]: stored.filter((kept) => kept !== each) })}
              >
                <IconX size={13} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {save.error ? <ErrorNotice title="It was not saved" error={save.error} /> : null}
    </div>
  );
}
