import { useQuery } from '@tanstack/react-query';
import { api } from '../../client.ts';
import styles from './pictures.module.css';

type Props = {
  readonly campaignId: string;
  readonly replyId: string;
  readonly title: string;
  /** Another picture in its place has another one. */
  readonly hash: string;
  readonly large?: boolean;
};

/** The picture of a canned reply; its place is kept while it is read. */
export function ReplyThumb({ campaignId, replyId, title, hash, large = false }: Props) {
  const { data } = useQuery(
    api.picture.ofReply.queryOptions({ input: { id: campaignId, replyId }, retry: false, staleTime: 60_000 }),
  );
  const shown = data?.hash === hash ? data : undefined;
  return (
    <span className={large ? styles.replyLarge : styles.replySmall}>
      {shown ? (
        <img src={`data:${shown.type};base64,${shown.content}`} alt={title} draggable={false} />
      ) : null}
    </span>
  );
}
