import { useSession } from '../hooks/useSession.ts';
import styles from './StoreTrouble.module.css';

/** The open store cannot be written, so nothing is sent: says why and what to do, until it is over. Stands above every view. */
export function StoreTrouble() {
  const problem = useSession().data?.problem ?? null;
  if (problem === null) return null;
  return (
    <div className={styles.trouble} role="alert">
      <strong>{problem.message}</strong> {problem.remedy}
    </div>
  );
}
