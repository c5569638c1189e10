import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
/** What PostgreSQL uses by itself. The password is 256 random bits, so more would protect nothing. */
const ROUNDS = 4096;

/** A password that no person has to remember: 256 random bits. */
export const newPassword = (): string => randomBytes(32).toString('base64url');

/**
 * What PostgreSQL keeps of a password (RFC 5803, SCRAM-SHA-256). It is computed here, so that the password
 * itself never comes into a statement, and with it into a log of the server. `password`: ASCII.
 */
export async function verifierOf(password: string): Promise<string> {
  const salt = randomBytes(16);
  const salted = await derive(password, salt, ROUNDS, 32, 'sha256');
  const of = (what: string) => createHmac('sha256', salted).update(what).digest();
  const stored = createHash('sha256').update(of('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${stored}:${of('Server Key').toString('base64')}`;
}
