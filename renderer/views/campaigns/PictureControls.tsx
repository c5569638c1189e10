import { Button, FileButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ReplyPicture } from '../../../shared/contract/pictures.ts';
import { t } from '../../../shared/text/say.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { bytes } from '../../components/base/fileSize.ts';
import { makeSmaller } from '../../components/pictures/makeSmaller.ts';
import styles from '../../components/pictures/pictures.module.css';
import { CHOOSABLE, inBase64 } from '../../components/pictures/readFile.ts';
import soft from './campaigns.module.css';

type Props = {
  readonly picture: Pick<ReplyPicture, 'kind' | 'bytes'> | null;
  /** Null: none can be sent, so that one can only be taken off. */
  readonly mostBytes: number | null;
  readonly disabled: boolean;
  readonly save: (picture: string | null) => Promise<unknown>;
  /** Whose picture it is, for those who do not see where the buttons are. */
  readonly of?: string;
  readonly children?: ReactNode;
};

/** Chooses a picture, made smaller where it is too large, or takes it off. */
export function PictureControls({ picture, mostBytes, disabled, save, of, children }: Props) {
  const [said, setSaid] = useState<{ readonly ok: boolean; readonly words: string } | null>(null);
  const saving = useMutation({
    mutationFn: async (file: File | null) => {
      setSaid(null);
      if (file === null || mostBytes === null) return save(null);
      const made = await makeSmaller(file, mostBytes);
      if (!made.ok) {
        setSaid({ ok: false, words: made.why });
        return;
      }
      await save(await inBase64(made.file));
      if (made.was !== null) {
        const sizes = { was: bytes(made.was), now: bytes(made.file.size) };
        setSaid({ ok: true, words: t('pictures:madeSmaller', sizes) });
      }
    },
  });
  const off = disabled || saving.isPending;
  const named = (words: string) => (of === undefined ? {} : { 'aria-label': `${words} ${of}` });
  const choose = picture ? t('pictures:chooseAnother') : t('pictures:choose');
  return (
    <>
      {said !== null && !said.ok ? <p role="alert">{said.words}</p> : null}
      {saving.error ? <ErrorNotice error={saving.error} /> : null}
      <div className={styles.controls}>
        {children}
        <FileButton accept={CHOOSABLE} onChange={(file) => file && saving.mutate(file)}>
          {(props) => (
            <Button {...props} {...named(choose)} disabled={off || mostBytes === null}>
              {choose}
            </Button>
          )}
        </FileButton>
        {picture ? (
          <>
            <Button
              variant="subtle"
              {...named(t('pictures:takeOff'))}
              disabled={off}
              onClick={() => saving.mutate(null)}
            >
              {t('pictures:takeOff')}
            </Button>
            <span className={soft.soft}>
              {t('pictures:chosen', { name: picture.kind.toUpperCase(), size: bytes(picture.bytes) })}
            </span>
          </>
        ) : null}
        <span className={soft.soft} role="status">
          {saving.isPending ? t('pictures:making') : said?.ok ? said.words : ''}
        </span>
      </div>
    </>
  );
}
