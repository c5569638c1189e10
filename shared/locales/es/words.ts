export const words = {
  role: {
    admin: 'Administración',
    texter: 'Voluntariado',
    supervisor: 'Supervisión',
  },
};
