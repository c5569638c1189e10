/** What keeps a host from starting. */
export const host = {
  alreadyOpen:
    'Heed ya está abierto con esta carpeta de datos (proceso {{pid}}). Use esa ventana, ciérrela primero o elija otra carpeta con --data-dir. Si no existe ese proceso, borre el archivo heed.lock de la carpeta de datos.',
  portInUse: 'El puerto {{port}} de 127.0.0.1 está en uso. Elija otro, o 0 para cualquiera que esté libre.',
  portForbidden: 'Este usuario no puede usar el puerto {{port}}. Elija uno superior a 1023.',
  noPort: 'El servidor no tiene puerto.',
  webhookPortTaken:
    'Otro programa usa el puerto {{port}}, al que se reenvían las llamadas de su proveedor. Cierre ese programa e inicie Heed de nuevo. O inicie Heed una vez con --webhook-port y otro número; desde entonces se conserva. Después reenvíe también las llamadas al puerto nuevo.',
  notForTheDemo:
    'Esta carpeta de datos contiene una organización. Elija otra con --data-dir para la demostración.',
};
