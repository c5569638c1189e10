import { ActionIcon, FileButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPhoto, IconX } from '@tabler/icons-react';
import type { ClipboardEvent } from 'react';
import type { OutgoingPictures } from '../../../shared/contract/pictures.ts';
import { t } from '../../../shared/text/say.ts';
import { money } from '../../language/formats.ts';
import {
  choosePicture,
  chosenFor,
  type PictureToSend,
  sizeOf,
  useChosenPictures,
} from '../../state/chosenPictures.ts';
import { bytes } from '../base/fileSize.ts';
import { makeSmaller } from './makeSmaller.ts';
import styles from './pictures.module.css';
import { ReplyThumb } from './ReplyThumb.tsx';
import { CHOOSABLE } from './readFile.ts';

/** Chooses a file, made smaller where it is too large; meanwhile nothing is sent. */
async function chooseFile(conversationId: string, file: File, mostBytes: number): Promise<void> {
  const making = { from: 'making', name: file.name } as const;
  choosePicture(conversationId, making);
  const made = await makeSmaller(file, mostBytes);
  // Taken off meanwhile, or another one was chosen.
  if (chosenFor(conversationId) !== making) return;
  choosePicture(conversationId, made.ok ? { from: 'file', file: made.file, was: made.was } : null);
  if (!made.ok)
    notifications.show({
      color: 'stop',
      title: t('pictures:notAdded'),
      message: made.why,
      autoClose: 12_000,
    });
}

/** The picture chosen for a reply. `notReady`: nothing is sent until it is small enough, or taken off. */
export function useAttached(conversationId: string, { whyNot, mostBytes }: OutgoingPictures) {
  const chosen = useChosenPictures((state) => state.chosen[conversationId]);
  const picture = chosen === undefined || chosen.from === 'making' ? undefined : chosen;
  const tooLarge = picture !== undefined && sizeOf(picture) > mostBytes;
  return {
    chosen,
    picture,
    tooLarge,
    notReady: tooLarge || chosen?.from === 'making',
    /** A picture that is pasted is chosen; pasted words stay words. */
    onPaste: (event: ClipboardEvent) => {
      const pasted = [...event.clipboardData.files].find(({ type }) => type.startsWith('image/'));
      if (!pasted || whyNot !== '') return;
      event.preventDefault();
      void chooseFile(conversationId, pasted, mostBytes);
    },
  };
}

type Props = { readonly conversationId: string; readonly can: OutgoingPictures };

/** Chooses a picture that goes with a reply, or says why none can go. */
export function AttachPicture({ conversationId, can: { whyNot, mostBytes } }: Props) {
  return (
    <FileButton
      accept={CHOOSABLE}
      onChange={(file) => file && void chooseFile(conversationId, file, mostBytes)}
    >
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

function wordsOf(picture: PictureToSend): string[] {
  const size = bytes(sizeOf(picture));
  if (picture.from === 'reply') return [t('pictures:ofReply', { title: picture.title, size })];
  const said = t('pictures:chosen', { name: picture.file.name, size });
  return picture.was === null
    ? [said]
    : [said, t('pictures:madeSmaller', { was: bytes(picture.was), now: size })];
}

/** The picture that was chosen, with its size and price, or that it is too large; nothing without one. */
export function ChosenPicture({ conversationId, can }: Props) {
  const { chosen, picture, tooLarge } = useAttached(conversationId, can);
  if (chosen === undefined) return null;
  const { mostBytes, price } = can;
  const costs = price === null ? [] : [t('pictures:priced', { price: money(price.micros, price.currency) })];
  const said =
    picture === undefined
      ? t('pictures:making')
      : tooLarge
        ? t('pictures:tooLarge', { size: bytes(sizeOf(picture)), most: bytes(mostBytes) })
        : [...wordsOf(picture), ...costs].join(' · ');
  const off = chosen.from === 'reply' ? t('pictures:leaveOut') : t('pictures:takeOff');
  return (
    <div className={styles.chosen} data-tone={tooLarge ? 'stop' : undefined} role="status">
      {picture?.from === 'reply' ? <ReplyThumb {...picture} /> : <IconPhoto size={15} aria-hidden />}
      <span className={styles.chosenName} title={said}>
        {said}
      </span>
      <ActionIcon
        size={24}
        variant="subtle"
        aria-label={off}
        title={off}
        onClick={() => choosePicture(conversationId, null)}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
