import { Button, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../base/ErrorNotice.tsx';
import styles from './organisations.module.css';
import { troubleOf, useOrganisationsAct } from './useOrganisations.ts';

type Props = {
  /** Filled in where a link was opened from outside. */
  readonly link: string;
  readonly onBack?: () => void;
};

/** Takes the link to an organisation, and says what to do where it does not work. */
export function JoinForm({ link: given, onBack }: Props) {
  const [link, setLink] = useState(given);
  const [missing, setMissing] = useState(false);
  const join = useOrganisationsAct();
  const trouble = join.isPending ? null : troubleOf(join.data);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setMissing(link.trim() === '');
    if (link.trim() !== '') join.mutate({ kind: 'join', link });
  };
  return (
    <form noValidate onSubmit={submit} className={styles.form}>
      <TextInput
        label={t('joined:field')}
        description={t('joined:fieldHow')}
        value={link}
        onChange={(event) => {
          setLink(event.currentTarget.value);
          setMissing(false);
          if (!join.isPending) join.reset();
        }}
        error={missing ? t('joined:empty') : (trouble ?? undefined)}
        maxLength={4000}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      {join.error ? <ErrorNotice title={t('joined:failed')}>{t('joined:failedText')}</ErrorNotice> : null}
      <div className={styles.acts}>
        {onBack ? (
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t('joined:first.back')}
          </Button>
        ) : null}
        <Button type="submit" variant="filled" loading={join.isPending}>
          {t('joined:submit')}
        </Button>
      </div>
    </form>
  );
}
