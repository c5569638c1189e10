import { Button, Checkbox, Text, Textarea } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { ConfirmationOffer } from '../../../shared/contract/decisions/optOutByHand.ts';
import { t } from '../../../shared/text/say.ts';
import { countSegments } from '../../../shared/text/segments.ts';
import { useNow } from '../../hooks/useNow.ts';
import { languageName } from '../../language/formats.ts';
import { clockTime } from '../base/time.ts';
import { PlainOffer } from '../text/PlainOffer.tsx';
import { dearWords } from '../text/segmentWords.ts';
import styles from './confirmation.module.css';

type Props = {
  /** Undefined while loading; its place is kept, so nothing moves. */
  offer: ConfirmationOffer | undefined;
  /** The text to send; null: none. */
  value: string | null;
  onChange: (text: string | null) => void;
};

/** The confirmation of an opt-out: chosen, shown in full, edited. Where none may be sent, says why. */
export function ConfirmationField({ offer, value, onChange }: Props): ReactNode {
  const now = useNow();
  const [deadline, setDeadline] = useState(Number.POSITIVE_INFINITY);
  useEffect(() => {
    if (offer?.offered) setDeadline(Date.now() + offer.left);
  }, [offer]);
  const late = offer?.offered === true && deadline <= now;
  useEffect(() => {
    if (late) onChange(null);
  }, [late, onChange]);
  if (offer === undefined || !offer.offered || late) {
    return (
      <Text size="xs" c="dimmed" mih={20}>
        {offer === undefined
          ? t('opt:confirmation.looking')
          : offer.offered
            ? t('opt:confirmation.over')
            : offer.why}
      </Text>
    );
  }
  return (
    <div>
      <Checkbox
        size="xs"
        label={t('opt:confirmation.tell', { time: clockTime(offer.until) })}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? wordsFor(offer) : null)}
      />
      {value === null ? null : (
        <>
          <Textarea
            mt={6}
            size="xs"
            aria-label={t('opt:confirmation.label')}
            autosize
            minRows={2}
            maxRows={4}
            maxLength={480}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            error={value.trim() === '' ? t('opt:confirmation.empty') : null}
            description={hintOf(value)}
          />
          <fieldset className={styles.languages} aria-label={t('opt:confirmation.languages')}>
            <LanguageButton text={offer.text} value={value} onChoose={onChange}>
              {t('opt:confirmation.own')}
            </LanguageButton>
            {offer.others.map(({ language, text }) => (
              <LanguageButton key={language} text={text} value={value} onChoose={onChange}>
                {languageName(language)}
              </LanguageButton>
            ))}
          </fieldset>
          <PlainOffer text={value} onReplace={onChange} withKey />
        </>
      )}
    </div>
  );
}

type Offered = Extract<ConfirmationOffer, { offered: true }>;

/** In the contact's language where it is known, else the organisation's own words. */
function wordsFor({ others, language, text }: Offered): string {
  return others.find((each) => each.language === language)?.text ?? text;
}

type LanguageProps = { text: string; value: string; onChoose: (text: string) => void; children: string };

function LanguageButton({ text, value, onChoose, children }: LanguageProps) {
  return (
    <Button size="compact-xs" aria-pressed={value === text} onClick={() => onChoose(text)}>
      {children}
    </Button>
  );
}

/** One plain segment is what it should be: it always arrives whole, and costs one text. */
function hintOf(text: string): string {
  const counted = countSegments(text);
  const { segments } = counted;
  const dear = dearWords(counted, text);
  if (dear) return dear;
  return segments <= 1 ? t('opt:confirmation.one') : t('opt:confirmation.several', { count: segments });
}

/** The confirmation to send with the opt-out; undefined: none. */
export function confirmationOf(
  offer: ConfirmationOffer | undefined,
  value: string | null,
): string | undefined {
  return offer?.offered && value !== null && value.trim() !== '' ? value.trim() : undefined;
}
