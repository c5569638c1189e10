export const words = {
  role: {
    admin: 'Administración',
    texter: 'Voluntariado',
    supervisor: 'Supervisión',
  },
  region: {
    US: 'EE. UU.',
    CA: 'Canadá',
    GB: 'Reino Unido',
  },
  profile: {
    'provider-1': 'Proveedor 1',
    'provider-2': 'Proveedor 2',
  },
  profileRegions: {
    'provider-1': 'EE. UU. y Canadá',
    'provider-2': 'Reino Unido',
  },
  cause: {
    'auto-keyword': 'Palabra clave',
    'provider-signal': 'Informada por el proveedor',
    'provider-refused': 'Rechazo del proveedor',
    'carrier-refused': 'Rechazo del operador',
    manual: 'A mano',
    import: 'Importación',
    review: 'Revisión',
  },
  provider: {
    bandwidth: 'Bandwidth',
    twilio: 'Twilio',
    simulator: 'Simulador',
  },
};
