export const messenger = {};
