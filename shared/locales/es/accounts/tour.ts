export const tour = {
  label: 'Recorrido',
  practise: {
    title: 'Practique primero',
    text: 'Una conexión de práctica (Ajustes, Conexiones) tiene personas inventadas que responden, y algunas piden la baja.',
  },
  at: '{{step}} de {{steps}}',
  group: 'Recorrido',
  nextKey: 'Paso siguiente del recorrido',
  leaveKey: 'Cerrar el recorrido',
  leave: 'Luego',
  back: 'Atrás',
  next: 'Seguir',
  done: 'Listo',
  step: {
    texter: {
      first: {
        title: 'Enviar con una tecla',
        text: 'En “Enviar”, el primer mensaje ya está listo. Enter lo envía y pasa a la persona siguiente.',
      },
      second: {
        title: 'Responder a la gente',
        text: 'Las respuestas llegan a “Responder”. Escriba, o teclee / para usar una respuesta ya preparada.',
      },
      third: {
        title: 'Cuando alguien pide la baja',
        text: 'Alt+O da de baja: Enter confirma, aparece la persona siguiente y Alt+U lo deshace durante 10 segundos.',
      },
      fourth: {
        title: 'Lo que le espera',
        text: 'Algunas respuestas requieren una decisión. Están en “Tareas”, en la barra lateral, las más urgentes primero.',
      },
      fifth: {
        title: 'Todas las teclas',
        text: 'Pulse ? para ver todas las teclas de la pantalla en la que está. Desde ahí puede imprimirlas.',
      },
    },
    admin: {
      first: {
        title: 'Todo lo que se dijo',
        text: 'Conversaciones muestra cada mensaje de la organización y, al lado, por qué se le puede o no se le puede escribir a una persona.',
      },
      second: {
        title: 'Lo que debe hacer una persona',
        text: 'Tareas es la lista de decisiones: peticiones de baja, números equivocados, mensajes que quizá no se enviaron. Nada de ella se pierde.',
      },
      third: {
        title: 'Dar de baja, volver a dar de alta',
        text: 'Alt+O en una conversación da de baja a la persona, o la vuelve a dar de alta. En ambos casos se pide un motivo, que queda registrado.',
      },
      fourth: {
        title: 'Quién atiende un STOP',
        text: 'En Ajustes está el interruptor de las bajas automáticas, junto a una tabla de lo que cambia con cada proveedor.',
      },
      fifth: {
        title: 'Pruébelo como voluntario',
        text: 'Cierre sesión y vuelva como voluntario: los contactos de la demostración responden, y algunos piden la baja.',
      },
    },
    supervisor: {
      first: {
        title: 'Cada conversación, tal como fue',
        text: 'Conversaciones muestra cada mensaje, también donde alguien fue dado de baja automáticamente.',
      },
      second: {
        title: 'Lo que coincidió',
        text: 'Las palabras que llevaron a una baja están marcadas en el mensaje, y el panel de al lado nombra la regla.',
      },
      third: {
        title: 'Encontrar lo importante',
        text: 'Los filtros acotan la lista por campaña, voluntario y causa; / busca nombres y números.',
      },
      fourth: {
        title: '¿Por qué no se le puede escribir?',
        text: 'El panel de la derecha lo responde para cada persona, con horas, pruebas y lo que sigue.',
      },
      fifth: {
        title: 'Todas las teclas',
        text: 'Pulse ? para ver todas las teclas de la pantalla en la que está. Desde ahí puede imprimirlas.',
      },
    },
  },
};
