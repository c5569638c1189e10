/** The words of the simulator. */
export const simulator = {
  name: 'Simulador',
  about:
    'Hace de cualquiera de los dos proveedores en este equipo, con personas inventadas. Nada sale de aquí.',
  refusedFix: 'revise el usuario y la contraseña que se dieron al simulador.',
  webhookWhere: 'A un simulador propio hay que darle esta dirección; el de la demostración ya la conoce.',
  setting: {
    baseUrl: 'Dirección del simulador',
  },
  help: {
    baseUrl: 'Lo que muestra “npm run simulator”.',
    ratePerSecond: 'El simulador es rápido; lo habitual es 50.',
  },
};
