export function electronProgram(env?: NodeJS.ProcessEnv): string | null;
