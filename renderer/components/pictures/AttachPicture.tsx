import { ActionIcon, FileButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPhoto, IconX } from '@tabler/icons-react';
import type { ClipboardEvent } from 'react';
import type { OutgoingPictures } from '../../../shared/contract/pictures.ts';
import { t } from '../../../shared/text/say.ts';
import { money } from '../../language/formats.ts';
import { choosePicture, useChosenPictures } from '../../state/chosenPictures.ts';
import { bytes } from '../base/fileSize.ts';
import styles from './pictures.module.css';
import { SENDABLE } from './readFile.ts';

/** The picture chosen for a reply. `tooLarge`: nothing is sent until it is taken off. */
export function useAttached(conversationId: string, { whyNot, mostBytes }: OutgoingPictures) {
  const picture = useChosenPictures(({ chosen }) => chosen[conversationId]);
  return {
    picture,
    tooLarge: picture !== undefined && picture.size > mostBytes,
    /** A picture that is pasted is chosen; pasted words stay words. */
    onPaste: (event: ClipboardEvent) => {
      const pasted = [...event.clipboardData.files].find(({ type }) => SENDABLE.split(',').includes(type));
      if (!pasted || whyNot !== '') return;
      event.preventDefault();
      choosePicture(conversationId, pasted);
    },
  };
}

type Props = { readonly conversationId: string; readonly can: OutgoingPictures };

/** Chooses a picture that goes with a reply, or says why none can go. */
export function AttachPicture({ conversationId, can: { whyNot } }: Props) {
  return (
    <FileButton accept={SENDABLE} onChange={(file) => file && choosePicture(conversationId, file)}>
      {(props) => (
        <ActionIcon
          {...props}
          size={30}
          variant="subtle"
          aria-label={t('pictures:add')}
          title={whyNot === '' ? t('pictures:add') : whyNot}
          {...(whyNot === '' ? {} : { 'data-disabled': true, 'aria-disabled': true })}
          onClick={whyNot === '' ? props.onClick : () => notifications.show({ message: whyNot })}
        >
          <IconPhoto size={17} aria-hidden />
        </ActionIcon>
      )}
    </FileButton>
  );
}

/** The picture that was chosen, with its size and price, or that it is too large; nothing without one. */
export function ChosenPicture({ conversationId, can }: Props) {
  const { picture, tooLarge } = useAttached(conversationId, can);
  if (picture === undefined) return null;
  const { mostBytes, price } = can;
  const size = bytes(picture.size);
  const costs = price === null ? [] : [t('pictures:priced', { price: money(price.micros, price.currency) })];
  const said = tooLarge
    ? t('pictures:tooLarge', { size, most: bytes(mostBytes) })
    : [t('pictures:chosen', { name: picture.name, size }), ...costs].join(' · ');
  return (
    <div className={styles.chosen} data-tone={tooLarge ? 'stop' : undefined} role="status">
      <IconPhoto size={15} aria-hidden />
      <span className={styles.chosenName} title={said}>
        {said}
      </span>
      <ActionIcon
        size={24}
        variant="subtle"
        aria-label={t('pictures:takeOff')}
        title={t('pictures:takeOff')}
        onClick={() => choosePicture(conversationId, null)}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
