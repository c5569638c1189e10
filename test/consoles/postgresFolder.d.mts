/** The folder of PostgreSQL's programs; null: there is none on this computer. */
export function postgresFolder(): string | null;
