/** What set-up is told of the first console, `a`, of an organisation. */
export const firstOf = (organisation: string) => ({
  ...{ organisation, id: 'a' },
  ...{ sealedName: Buffer.from([0]), sealedPublic: Buffer.from([1]) },
});
