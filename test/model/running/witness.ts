import { all } from '../../../main/core/store/statement.ts';
import { WORDS } from '../words.ts';
import type { Witness } from './program.ts';

/** Words after which nothing may leave until a person decides; here nobody decides. */
const STOPPING = WORDS.filter(({ means }) => means === 'stop' || means === 'likely').map(({ text }) => text);

export type Notes = {
  readonly auto: boolean;
  /** Numbers that a person has opted out. */
  readonly byHand: Set<string>;
  confirmation: string;
  /** Texts that should not have left. */
  readonly wrong: string[];
};

/**
 * Is called for each request to send and knows nothing of the product's opt-outs or holds: a person who was
 * opted out by hand, or whose words to stop were taken in, may get nothing more but a confirmation.
 */
export function createWitness(notes: Notes): Witness {
  return {
    leaves(core, to, body) {
      if (body === notes.confirmation) return;
      const heard = all<{ body: string }>(
        core.db,
        "SELECT body FROM message WHERE subject = ? AND direction = 'in'",
        core.subject(to),
      ).find((reply) => STOPPING.includes(reply.body));
      if (notes.byHand.has(to)) notes.wrong.push(`"${body}" left for ${to}, who was opted out by hand`);
      if (notes.auto && heard) notes.wrong.push(`"${body}" left for ${to}, who had said "${heard.body}"`);
    },
  };
}
