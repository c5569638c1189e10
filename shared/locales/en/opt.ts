export const opt = {};
