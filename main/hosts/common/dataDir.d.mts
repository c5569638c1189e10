export function defaultDataDir(
  platform?: NodeJS.Platform,
  env?: Readonly<Record<string, string | undefined>>,
  home?: string,
): string;
export type HostName = 'electron' | 'browser';
export function lastHost(dataDir: string): HostName | null;
export function noteHost(dataDir: string, host: HostName): void;
