import { create } from 'zustand';

type Connection = {
  /** open: connected and answering; lost: was open or took too long, and is being tried again. */
  readonly state: 'connecting' | 'open' | 'lost';
  /** Counts connections made; a change means that notices may have been missed. */
  readonly generation: number;
};

/** The window's connection to the core. Written by link.ts only. */
export const useConnection = create<Connection>(() => ({ state: 'connecting', generation: 0 }));

export function connectionOpened(): void {
  useConnection.setState(({ generation }) => ({ state: 'open', generation: generation + 1 }));
}

export function connectionLost(): void {
  useConnection.setState({ state: 'lost' });
}
