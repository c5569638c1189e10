import { all } from '../../../main/core/store/statement.ts';
import { WORDS } from '../words.ts';
import type { Witness } from './program.ts';

/** Words after which nothing may leave until a person has decided; nobody decides here. */
const STOPPING = WORDS.filter(({ means }) => means === 'stop' || means === 'likely').map(({ text }) => text);

export type Notes = {
  readonly auto: boolean;
  /** Numbers that a person has opted out. */
  readonly byHand: Set<string>;
  confirmation: string;
  /** What should not have left. */
  readonly wrong: string[];
};

/**
 * Looks on while each request to send leaves, and knows nothing of opt-outs or holds: whoever was opted out
 * by hand, and whoever said words that stop and was heard, gets nothing more but a confirmation.
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
