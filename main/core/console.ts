import type { Core } from './context.ts';
import type { Ports } from './ports.ts';
import type { TestResult, WebhookRequest } from './providers/provider.ts';

/** Sign-ins of windows and bearers. In memory for windows, in the store (hashed) for tokens. */
export type Sessions = {
  /** Binds an account's token to a window, so that a reload stays signed in. */
  bindWindow(windowId: string, token: string): void;
  windowToken(windowId: string): string | null;
  forgetWindow(windowId: string): void;
};

/** The life of the console: which store is open, and what runs beside it. */
export type Console = {
  readonly ports: Ports;
  readonly sessions: Sessions;
  /** The open store; null before set-up, while locked, or when it could not be opened. */
  core(): Core | null;
  phase(): 'first-run' | 'locked' | 'stopped' | 'open';
  problem(): { message: string; remedy: string } | null;
  startDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
  /** Makes the organisation's store and its first admin. */
  setUp(input: { organisation: string; name: string; login: string; password: string; passphrase?: string }): Promise<void>;
  unlock(passphrase: string): Promise<void>;
  /** Proves a connection's access and takes it into use. */
  testConnection(id: string): Promise<TestResult>;
  /** A connection or its numbers changed: adapters are made anew. */
  reloadConnections(): void;
  webhook(connectionId: string, request: WebhookRequest): Promise<{ status: number; body: string; contentType: string }>;
  close(): Promise<void>;
};

export declare function createConsole(ports: Ports): Promise<Console>;
