import { useSession } from '../../hooks/useSession.ts';
import styles from './StoreTrouble.module.css';

/**
 * The open store cannot be written, so nothing is sent: says why and what to do, until it is over. Stands
 * above every view. Where Heed itself is at work on the store nobody has to do anything, and it looks like
 * that.
 */
export function StoreTrouble() {
  const problem = useSession().data?.problem ?? null;
  if (problem === null) return null;
  return (
    <div
      className={problem.passing ? styles.passing : styles.trouble}
      role={problem.passing ? 'status' : 'alert'}
    >
      <strong>{problem.message}</strong> {problem.remedy}
    </div>
  );
}
