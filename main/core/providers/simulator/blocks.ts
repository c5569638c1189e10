/**
 * Provider-2's own opt-outs, as Twilio has them by default: the whole text, trimmed, in any case, is one of
 * the words. A block stands between a sender number (or its messaging service) and a contact.
 */
const STOP_WORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const START_WORDS = new Set(['START', 'YES', 'UNSTOP']);
const HELP_WORDS = new Set(['HELP', 'INFO']);

export const STOP_REPLY =
  'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.';
export const START_REPLY =
  'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.';
export const HELP_REPLY = 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.';

/** What the provider itself makes of a text. */
export function providerKeyword(body: string): 'stop' | 'start' | 'help' | null {
  const word = body.trim().toUpperCase();
  if (STOP_WORDS.has(word)) return 'stop';
  if (START_WORDS.has(word)) return 'start';
  return HELP_WORDS.has(word) ? 'help' : null;
}

type Block = { readonly sender: string; readonly contact: string; readonly since: number };

export type Blocks = {
  has(sender: string, contact: string): boolean;
  set(sender: string, contact: string, since: number): void;
  clear(sender: string, contact: string): void;
  list(): Block[];
  /** Puts a sender number into a messaging service: from then on its blocks cover the whole service. */
  join(sender: string, serviceSid: string): void;
  reset(): void;
};

export function createBlocks(): Blocks {
  const blocks = new Map<string, Block>();
  const services = new Map<string, string>();
  const scope = (sender: string) => services.get(sender) ?? sender;
  const key = (sender: string, contact: string) => `${scope(sender)} ${contact}`;
  return {
    has: (sender, contact) => blocks.has(key(sender, contact)),
    set: (sender, contact, since) => {
      blocks.set(key(sender, contact), { sender: scope(sender), contact, since });
    },
    clear: (sender, contact) => {
      blocks.delete(key(sender, contact));
    },
    list: () => [...blocks.values()],
    join: (sender, serviceSid) => {
      services.set(sender, serviceSid);
    },
    reset: () => {
      blocks.clear();
      services.clear();
    },
  };
}
