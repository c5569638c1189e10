export const words = {
  role: {
    admin: 'Admin',
    texter: 'Texter',
    supervisor: 'Supervisor',
  },
};
