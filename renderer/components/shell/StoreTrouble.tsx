import { useSession } from '../../hooks/useSession.ts';
import styles from './StoreTrouble.module.css';

/**
 * Shown above every view while the store cannot be written, and so nothing is sent: says why and what to do.
 * Looks calmer where Heed itself works on the store and nobody has to act.
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
