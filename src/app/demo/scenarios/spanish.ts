import type { Scenario } from '../scenario.ts';

export const spanish: readonly Scenario[] = [
  {
    key: 'es-aire', team: 'home', language: 'es', tags: ['cooling'], from: 'home', priority: 'high',
    subject: ['{a}El aire acondicionado no enfría', '{a}Gotea el aire del [salón|dormitorio]', '{b}Avería en la caldera', '{b}La caldera hace mucho ruido'],
    turns: [
      ['customer', 'Buenos días, el aire del [salón|dormitorio] sopla pero no enfría desde [ayer|el sábado]. Ya limpié los filtros. ¿Podrían venir [hoy|esta semana]? Estamos en <street>.', 'Hola, la caldera hace un ruido muy fuerte al encender y luego se apaga. Tenemos a mi madre mayor en casa y me preocupa.'],
      ['note', '{a}Puede ser falta de gas, se recargó hace 14 meses. Si vuelve a perder, buscar la fuga antes de recargar.'],
      ['agent', 'Siento las molestias. Un técnico puede pasar <day+1> entre las 9 y las 11; la visita está incluida en su plan. ¿Le viene bien?'],
      ['customer', 'Sí, perfecto. Que llame al llegar, por favor, el timbre no funciona.'],
      ['agent', 'Apuntado. Le avisará media hora antes.'],
      ['customer', '{a}Ya enfría otra vez. Muchas gracias, un técnico muy amable.', '{b}Ya funciona sin ruido. Muchas gracias, un técnico muy amable.'],
    ],
  },
  {
    key: 'es-cita', team: 'home', language: 'es', tags: ['visit'], priority: 'low',
    subject: ['{a}Cambiar la cita', '{a}¿Se puede pasar la visita a otro día?', 'Cita <order>'],
    turns: [
      ['customer', 'Hola, no podré estar el [jueves|lunes]. ¿Tienen algo la semana siguiente, mejor por la [mañana|tarde]?', 'Buenas, quería saber si el técnico viene mañana, porque no he recibido el recordatorio.'],
      ['agent', '{a}Claro, sin coste. Puedo ofrecerle <day+6> a las 10 o <day+7> a las 16. ¿Cuál prefiere?', '{b}Sí, viene mañana entre las 9 y las 11. El recordatorio se quedó en el número antiguo; ya lo he cambiado.'],
      ['customer', '{a}La primera, gracias.', '{b}Gracias por confirmar.'],
      ['agent', '{a}Queda reservada. ¡Hasta entonces!'],
    ],
  },
  {
    key: 'es-cobro', team: 'billing', language: 'es', tags: ['refund', 'card'],
    subject: ['{a}Me han cobrado dos veces', '{a}Cobro duplicado de <amount> €', '{b}Devolución pendiente', '{b}¿Dónde está mi devolución?'],
    turns: [
      ['customer', 'Hola, en la tarjeta aparecen dos cargos de <amount> el mismo día. Solo hubo una visita. ¿Me devuelven uno?', 'Buenas tardes, me prometieron una devolución el <date> y todavía no ha llegado. ¿Pueden mirarlo?'],
      ['agent', '{a}Tiene razón, se cobró dos veces por un error del terminal. Acabo de devolverle <amount>; suele tardar tres días hábiles.', '{b}Lo siento. La devolución salió el <date> a la tarjeta con la que pagó; lo reviso con el banco y le digo algo mañana sin falta.'],
      ['customer', '{a>k}Gracias por la rapidez.', '{ab>n}Han pasado cinco días y nada.'],
      ['note', '{n}El banco la rechazó: tarjeta caducada. Pedir cuenta por el formulario, nunca por correo.'],
      ['agent', '{n}La devolución volvió porque la tarjeta ha caducado. Le he mandado un enlace seguro para indicar una cuenta.'],
      ['customer', '{n}Recibido, todo correcto. ¡Gracias!'],
    ],
  },
  {
    key: 'es-factura', team: 'billing', language: 'es', tags: ['invoice'], from: 'business', priority: 'low',
    subject: ['{a}Factura a nombre de la empresa', '{a}Falta el NIF en <order>', '{b}Facturas del trimestre'],
    turns: [
      ['customer', 'Buenos días, necesito la factura <order> a nombre de <company>, con el NIF. La de ahora está a mi nombre.', 'Hola, ¿pueden enviarnos todas las facturas del trimestre en un solo archivo? La gestoría las pide antes del <day+4>.'],
      ['agent', '{a}Ya está corregida y disponible en su área de clientes. A partir de ahora saldrán todas así.', '{b}Acabo de preparar el archivo con todas, lo encontrará en su área de clientes.'],
      ['customer', 'Perfecto, muchas gracias.'],
    ],
  },
  {
    key: 'es-app', team: 'tech', language: 'es', tags: ['app'],
    subject: ['{a}No puedo entrar en la aplicación', '{a}La aplicación pide la contraseña sin parar', '{b}El termostato no responde'],
    turns: [
      ['customer', 'Hola, desde la actualización <version> la aplicación me pide la contraseña una y otra vez.', 'Buenas, el termostato sale como «sin conexión» desde que cambiamos el router. ¿Qué hago?'],
      ['agent', '{a}¿Tiene el móvil la hora automática? Unos minutos de diferencia bastan para que la sesión caduque enseguida.', '{b}No hace falta volver a vincular nada. Mantenga pulsado el botón redondo cinco segundos y la aplicación le pedirá la nueva red.'],
      ['customer', '{a}Era eso. ¡Gracias!', '{b}Encuentra la red pero da el error N-14.'],
      ['agent', '{b}Ese error es por la banda de 5 GHz. Active la red de invitados a 2,4 GHz y conéctelo ahí.'],
      ['customer', '{b}Funcionando. Muy amables.'],
    ],
  },
];
