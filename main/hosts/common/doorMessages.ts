import type { MessagePort } from 'node:worker_threads';
import type { DoorCall, WebhookAnswer } from '../../core/providers/door.ts';
import type { WebhookAccess } from '../../core/providers/provider.ts';
import type { Limits } from './limits.ts';

/**
 * What the console and the thread of the webhook port say to each other. Both ends are ours, so nothing is
 * parsed.
 */

export type DoorStart = { readonly port: number; readonly limits: Limits; readonly line: MessagePort };

/** Over the line, so that it comes in order and can be read while the console is at work. */
export type ToDoor =
  | {
      readonly kind: 'admit';
      readonly connections: ReadonlyMap<string, WebhookAccess> | null;
      /** How far the console's clock is ahead of the machine's. Milliseconds. */
      readonly ahead: number;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: WebhookAnswer }
  | { readonly kind: 'close' };

/** Over the line: calls. Beside it: all else. */
export type FromDoor =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'no-port'; readonly message: string }
  | {
      readonly kind: 'refused';
      readonly connectionId: string;
      readonly why: 'forbidden' | 'malformed';
      readonly count: number;
    };

export type CallOverLine = DoorCall;
