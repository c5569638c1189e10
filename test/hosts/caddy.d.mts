/** Caddy, a reverse proxy: the program of this computer; null: there is none. */
export function caddyProgram(): string | null;
