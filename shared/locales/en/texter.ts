export const texter = {};
