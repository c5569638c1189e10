export const desks = {
  refused: {
    consoleOnly:
      'Esto se hace en la consola: en el equipo que guarda los datos de la organización, no en un puesto.',
    secondFactor:
      'En un puesto, quien administra necesita un segundo factor. Configúrelo antes en la consola: inicie sesión allí, abra el menú de su cuenta y elija “Contraseña e inicio de sesión”.',
    keepSecondFactor:
      'Está en un puesto, donde quien administra necesita un segundo factor. Si debe desactivarlo, hágalo en la consola.',
    resting: 'La consola está trabajando con sus datos. Sigue sola.',
    closed: 'En este momento no se puede usar la consola.',
    askConsole: 'Espere un poco y vuelva a mirar. Si continúa, avise a quien cuida la consola.',
  },
  connectionsAtConsole: 'Las conexiones y los números remitentes se configuran en la consola.',
};
