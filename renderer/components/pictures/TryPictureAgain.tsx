import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { api, errorMessage } from '../../client.ts';
import styles from './pictures.module.css';

/** Has a picture that could not be had fetched once more. */
export function TryPictureAgain({ id }: { readonly id: string }) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation(
    api.picture.tryAgain.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
    }),
  );
  return (
    <>
      <button type="button" className={styles.link} disabled={isPending} onClick={() => mutate({ id })}>
        {t('pictures:tryAgain')}
      </button>
      {error ? <span role="alert">{errorMessage(error)}</span> : null}
    </>
  );
}
