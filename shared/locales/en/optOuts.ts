export const optOuts = {};
