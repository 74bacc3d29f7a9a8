import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spot } from './spotting.ts';
import { instantOf, wallAt } from '../../core/wall-time.ts';

/** Wednesday, 3 June 2026, 12:00 in Berlin. */
const now = Date.parse('2026-06-03T10:00:00Z');
const zone = 'Europe/Berlin';
const shown = (at: string, where = zone) => { const t = wallAt(Date.parse(at), where); const two = (n: number) => String(n).padStart(2, '0'); return `${two(t.month)}-${two(t.day)} ${two(t.hour)}:${two(t.minute)}`; };
const due = (text: string, language: string) => spot(text, { now, zone }, language).map((one) => shown(one.dueAt));

const promised: Record<string, readonly (readonly [string, string])[]> = {
  en: [
    ['Resolved by EOD tomorrow', '06-04 17:00'], ['call back Tue 2 pm', '06-09 14:00'], ['We will refund you within 3 working days.', '06-08 17:00'], ["I'll call you back tomorrow at 10am.", '06-04 10:00'],
    ['We will get back to you by Friday.', '06-05 17:00'], ["We'll have it fixed by end of day.", '06-03 17:00'], ['I will send you the invoice today.', '06-03 17:00'], ['You will receive your parcel by next Monday.', '06-08 17:00'],
    ['Our technician will visit on Tuesday at 14:30.', '06-09 14:30'], ['Your replacement will be shipped within 2 days.', '06-05 17:00'], ["We'll update you in 2 hours.", '06-03 14:00'], ['I will follow up within 24 hours.', '06-04 12:00'],
    ['Told customer we would reply by noon tomorrow; will call back then.', '06-04 12:00'], ['Promised an answer by the end of the week.', '06-05 17:00'], ['We will let you know by the end of the month.', '06-30 17:00'], ['Callback on 5 June at 9:15 am', '06-05 09:15'],
    ['Refund to be processed within 5-7 business days', '06-12 17:00'], ["I'll write back this afternoon.", '06-03 17:00'], ['We shall deliver it the day after tomorrow.', '06-05 17:00'], ["You'll hear from us in 30 minutes.", '06-03 12:30'],
    ['It will be repaired in two weeks.', '06-17 17:00'], ['promised cust an update COB Thursday', '06-04 17:00'], ['We are going to ship it on 12 June.', '06-12 17:00'], ['Engineer is coming tomorrow between 8 and 12, will ring at 8 am', '06-04 08:00'],
    ['Your order will be delivered by 15 December.', '12-15 17:00'], ['We will have this sorted no later than Monday', '06-08 17:00'], ['I will call you first thing tomorrow.', '06-04 09:00'], ["We'll reach you tonight, I will call.", '06-03 20:00'],
    ['Agreed: new boiler installed by Friday 4pm', '06-05 16:00'], ['I promise to send you the form within an hour.', '06-03 13:00'], ["Our team will be in touch within one business day", '06-04 17:00'], ['Replacement sent by tomorrow', '06-04 17:00'],
    ['The technician arrives tomorrow at 7:45 am.', '06-04 07:45'], ['Will get back to her on Monday morning', '06-08 12:00'], ["We'll credit your account by June 10th.", '06-10 17:00'], ['Someone will call you at 3 p.m.', '06-03 15:00'],
    ['If you send it today, we will answer by Friday noon.', '06-05 12:00'], ['I am going to check and will reply within the next 4 hours', '06-03 16:00'], ['We will finish the review this week.', '06-05 17:00'], ['I will get it done by close of business on Monday', '06-08 17:00'], ['I will call you back Tuesday at 2.', '06-09 14:00'], ['You hear from us by the end of tomorrow.', '06-04 17:00'],
    ['Customer will have the offer by tomorrow 11 am', '06-04 11:00'], ["They'll ring you before 6 pm.", '06-03 18:00'], ['Thanks for your patience. We will resolve this by Thursday. Kind regards', '06-04 17:00'],
  ],
  de: [
    ['Wir melden uns bis morgen 14 Uhr.', '06-04 14:00'], ['Ich rufe Sie am Dienstag um 14:00 Uhr zurück.', '06-09 14:00'], ['Sie erhalten die Erstattung innerhalb von 3 Werktagen.', '06-08 17:00'], ['Wir werden das bis Freitag beheben.', '06-05 17:00'],
    ['Rückruf übermorgen um 9 Uhr', '06-05 09:00'], ['Der Techniker kommt am Montag.', '06-08 17:00'], ['Ich schicke Ihnen die Rechnung noch heute.', '06-03 17:00'], ['Wir liefern die Ware bis zum 12. Juni.', '06-12 17:00'],
    ['Das wird bis Ende der Woche erledigt.', '06-05 17:00'], ['Sie bekommen von uns in 2 Stunden eine Antwort.', '06-03 14:00'], ['Versprochen: Antwort bis morgen Mittag', '06-04 12:00'], ['Wir überweisen den Betrag binnen 5 Arbeitstagen.', '06-10 17:00'],
    ['Ich melde mich in 30 Minuten.', '06-03 12:30'], ['Wir prüfen das und geben Ihnen bis Donnerstag Bescheid.', '06-04 17:00'], ['Der Ersatz wird am 5.6. verschickt.', '06-05 17:00'], ['Wir bringen es nächsten Montag vorbei.', '06-08 17:00'],
    ['Ich kümmere mich bis Feierabend darum.', '06-03 17:00'], ['Bis Ende des Monats ist das erledigt.', '06-30 17:00'], ['Zugesagt: Rückmeldung in zwei Wochen', '06-17 17:00'], ['Wir antworten Ihnen innerhalb von 24 Stunden.', '06-04 12:00'],
    ['Morgen um 10 Uhr rufe ich Sie an.', '06-04 10:00'], ['Der Monteur kommt morgen Nachmittag.', '06-04 17:00'], ['Die Gutschrift wird bis spätestens Dienstag überwiesen', '06-09 17:00'], ['erledigt bis morgen', '06-04 17:00'],
    ['Ich werde Ihnen heute Abend schreiben.', '06-03 20:00'], ['Wir informieren Sie in 3 Tagen.', '06-06 17:00'], ['Wir erstatten den Betrag bis zum 20.12.', '12-20 17:00'], ['Kollege meldet sich morgen um 8:30 Uhr', '06-04 08:30'], ['Wir klären das in dieser Woche.', '06-05 17:00'], ['Ihr Paket wird in zwei Tagen geliefert.', '06-05 17:00'],
  ],
  fr: [
    ['Nous vous rappellerons demain à 14h.', '06-04 14:00'], ['Vous recevrez le remboursement sous 3 jours ouvrés.', '06-08 17:00'], ['Je vous enverrai la facture avant vendredi.', '06-05 17:00'], ['Le technicien passera lundi prochain.', '06-08 17:00'],
    ['À rappeler mardi à 14h', '06-09 14:00'], ['Nous reviendrons vers vous dans 2 heures.', '06-03 14:00'], ['Ce sera résolu en fin de journée.', '06-03 17:00'], ["Votre colis sera livré d'ici 5 jours.", '06-08 17:00'],
    ['Nous allons vous répondre après-demain.', '06-05 17:00'], ["J'ai promis une réponse pour jeudi.", '06-04 17:00'], ['Je vous rappellerai cet après-midi.', '06-03 17:00'], ['Nous vous tiendrons informé avant la fin de la semaine.', '06-05 17:00'],
    ['Le remboursement sera effectué sous 48 heures.', '06-05 12:00'], ['Nous nous engageons à vous répondre sous 24h.', '06-04 12:00'], ['Vous aurez une réponse le 12 juin.', '06-12 17:00'], ['On vous contactera demain matin.', '06-04 12:00'],
    ["Je vais vérifier et vous rappeler aujourd'hui.", '06-03 17:00'], ['Nous livrerons votre commande dans deux semaines.', '06-17 17:00'], ['Rappel prévu demain à 9h30', '06-04 09:30'], ['Votre produit sera réparé avant la fin du mois.', '06-30 17:00'],
    ['Je vous écrirai dans 30 minutes.', '06-03 12:30'], ["Je vous rappelle d'ici vendredi.", '06-05 17:00'], ['Je vous réponds avant vendredi.', '06-05 17:00'], ['Nous traiterons votre demande avant midi demain.', '06-04 12:00'], ['Le client aura son offre vendredi à 16h.', '06-05 16:00'], ['Nous expédierons le colis dans les 2 jours ouvrables', '06-05 17:00'],
  ],
  es: [
    ['Le llamaremos mañana a las 14:00.', '06-04 14:00'], ['Recibirá el reembolso en un plazo de 3 días hábiles.', '06-08 17:00'], ['Le enviaré la factura antes del viernes.', '06-05 17:00'], ['El técnico vendrá el próximo lunes.', '06-08 17:00'],
    ['Volver a llamar el martes a las 2 de la tarde', '06-09 14:00'], ['Le responderemos en 2 horas.', '06-03 14:00'], ['Quedará resuelto a última hora.', '06-03 17:00'], ['Su pedido llegará dentro de 5 días.', '06-08 17:00'],
    ['Vamos a contestarle pasado mañana.', '06-05 17:00'], ['Prometido: respuesta el jueves', '06-04 17:00'], ['Le llamaré esta tarde.', '06-03 17:00'], ['Le informaremos antes del fin de semana, el viernes.', '06-05 17:00'],
    ['Nos comprometemos a responder en 24 horas.', '06-04 12:00'], ['Tendrá una respuesta el 12 de junio.', '06-12 17:00'], ['Voy a revisarlo y le aviso hoy.', '06-03 17:00'], ['Lo entregaremos en dos semanas.', '06-17 17:00'],
    ['Será reparado antes de final de mes.', '06-30 17:00'], ['Le escribiré en 30 minutos.', '06-03 12:30'], ['El cliente recibirá la oferta el viernes a las 16:00.', '06-05 16:00'], ['Enviaremos el paquete en 2 días laborables', '06-05 17:00'],
    ['Le confirmo mañana por la mañana.', '06-04 12:00'], ['Solucionado para mañana', '06-04 17:00'],
  ],
};

const nothing: readonly string[] = [
  'Can you call me back tomorrow?', 'Please send us the form by Friday.', 'Could you confirm by Monday?', 'We will not be able to deliver before Friday.', "I can't call you tomorrow.", 'I called you yesterday at 2 pm.', 'Your order was delivered on 12 May.',
  'The invoice of 3 March is attached.', 'We will look into it.', 'Thanks for your call.', 'talked to customer. seems mad.', 'I hope to have it by Friday.', 'You must pay within 14 days.', 'We might ship it tomorrow.', 'Order 2026-06-12 has three items.', 'The office is open until 17:00.', 'He paid 3 days ago and will never come back.',
  'Können Sie mich morgen zurückrufen?', 'Bitte senden Sie uns das Formular bis Freitag.', 'Wir können das nicht bis morgen liefern.', 'Ich habe gestern angerufen.', 'Die Rechnung vom 3. März liegt bei.', 'Wir hoffen, dass es bis Montag klappt.', 'Wir kümmern uns darum.', 'Leider wird das bis Freitag nichts, wir haben keine Teile.',
  'Pouvez-vous me rappeler demain ?', 'Veuillez nous envoyer le formulaire avant vendredi.', 'Nous ne pourrons pas livrer avant lundi.', 'Je vous ai appelé hier.', 'La facture du 3 mars est jointe.', 'Nous nous en occupons.',
  '¿Puede llamarme mañana?', 'Por favor, envíe el formulario antes del viernes.', 'No podremos entregar antes del lunes.', 'Le llamé ayer.', 'La factura del 3 de marzo está adjunta.', 'Lo revisaremos.',
];

describe('promises are spotted in what is written', () => {
  for (const [language, table] of Object.entries(promised)) {
    test.each(table)(`${language}: %s → %s`, (text, at) => { expect(due(text, language)).toEqual([at]); });
  }
  test.each(nothing)('nothing is promised: %s', (text) => { expect(due(text, 'en')).toEqual([]); });
});

test('there are at least 150 phrases in the tables', () => {
  expect(Object.values(promised).flat().length + nothing.length).toBeGreaterThanOrEqual(150);
});

test('the language need not be known', () => {
  for (const [language, table] of Object.entries(promised)) {
    const right = table.filter(([text, at]) => due(text, 'en')[0] === at).length;
    expect(right / table.length, language).toBeGreaterThan(0.85);
  }
});

test('times are those of the place that is given, across a change of summer time', () => {
  const saturday = Date.parse('2026-10-24T10:00:00Z');
  expect(spot('We will call back Monday at 9 am', { now: saturday, zone: 'Europe/Berlin' })[0]!.dueAt).toBe('2026-10-26T08:00:00.000Z');
  expect(spot('We will call back tomorrow at 9 am', { now, zone: 'America/New_York' })[0]!.dueAt).toBe('2026-06-04T13:00:00.000Z');
  expect(spot('We will call back tomorrow at 9 am', { now, zone: 'Asia/Kolkata' })[0]!.dueAt).toBe('2026-06-04T03:30:00.000Z');
  // It is already Thursday in Auckland.
  expect(spot('We will call back tomorrow at 9 am', { now: Date.parse('2026-06-03T13:00:00Z'), zone: 'Pacific/Auckland' })[0]!.dueAt).toBe('2026-06-04T21:00:00.000Z');
});

test('the end of a working day, and days that are no working days, are as they are told', () => {
  const saying = { now, zone, dayEnd: '18:30', isClosed: (day: { day: number }) => day.day < 10 };
  expect(shown(spot('We will reply by EOD', saying)[0]!.dueAt)).toBe('06-03 18:30');
  expect(shown(spot('We will reply within 2 working days', saying)[0]!.dueAt)).toBe('06-11 18:30');
});

test('what it finds is ahead, in the text, and any text is read in a moment', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 0, max: 4_000_000_000_000 }), (text, at) => {
    for (const one of spot(`We will call you tomorrow. ${text} by Friday we will`, { now: at, zone })) {
      expect(Date.parse(one.dueAt)).toBeGreaterThan(at);
      expect(one.text.length).toBeGreaterThan(0);
    }
  }), { numRuns: 150 });
  const long = 'We will see to it that '.repeat(2000);
  const began = performance.now();
  spot(long, { now, zone });
  spot('a '.repeat(20_000), { now, zone });
  spot('within '.repeat(5000), { now, zone });
  expect(performance.now() - began).toBeLessThan(5000);
});

test('a wall time that a change skips or repeats is one instant', () => {
  expect(new Date(instantOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, zone)).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  expect(new Date(instantOf({ year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, zone)).toISOString()).toBe('2026-10-25T00:30:00.000Z');
});
