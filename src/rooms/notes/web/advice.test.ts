import { describe, expect, test } from 'vitest';
import { advise, fourThings, type Verdict } from './advice.ts';

/* w who and how verified, d what was done, p what was promised, n what is next. Notes as people write them. */
const notes: readonly (readonly [note: string, holds: string, verdict: Verdict])[] = [
  ['talked to customer. seems mad.', '', 'thin'],
  ['Called. Angry.', '', 'nothing'],
  ['spoke with cust, all good', '', 'thin'],
  ['Customer called again, very upset.', '', 'thin'],
  ['handled, should be fine', 'n', 'thin'],
  ['ok', '', 'nothing'],
  ['dealt with it', '', 'thin'],
  ['Cust not happy with us', '', 'thin'],
  ['Will see what happens', '', 'thin'],
  ['mit Kundin telefoniert, ist sauer', '', 'thin'],
  ['Kunde verärgert, angerufen', '', 'thin'],
  ['Läuft jetzt alles', '', 'thin'],
  ['client appelé, mécontent', '', 'thin'],
  ['Parlé avec la cliente, énervée', '', 'thin'],
  ['hablado con el cliente, enfadado', '', 'thin'],
  ['Llamó el cliente, molesto', '', 'thin'],

  ['Anna verified by security question. Compared both payments: the second is a retry. Told her the refund arrives within 5 days. Next: refund pay_8F21 and confirm.', 'wdpn', 'whole'],
  ['ID verified via callback on number on file. Reset the router and tested the line, still drops. Promised an update by EOD tomorrow. Next step: book a technician.', 'wdpn', 'whole'],
  ['Account holder Jonas Beck, DOB matched. Checked the log: card expired. No promises made. Waiting for him to enter the new card.', 'wdpn', 'whole'],
  ['Customer no. 48213, confirmed date of birth. Resent the invoice to the address on file. Agreed to call back Tue 2 pm. Finance needs to approve the credit first.', 'wdpn', 'whole'],
  ['Caller authenticated with security word. Cancelled order 77120 and credited 40 EUR. Nothing promised beyond that. Please close once the credit shows.', 'wdpn', 'whole'],
  ['Verified as account holder (passport). Tried a reinstall and cleared the cache. We will call her back on Friday. Must ask Tech for the log.', 'wdpn', 'whole'],
  ['Kundin über Sicherheitsfrage legitimiert. Beide Zahlungen verglichen, zweite ist doppelt. Erstattung bis Freitag zugesagt. Nächster Schritt: Gutschrift anlegen.', 'wdpn', 'whole'],
  ['Identität per Rückruf auf hinterlegte Nummer geprüft. Router zurückgesetzt und neu gestartet. Nichts versprochen. Warte auf Rückmeldung vom Techniker.', 'wdpn', 'whole'],
  ['Vertragsinhaber, Kundennr. 10442, Geburtsdatum stimmt. Rechnung nochmals verschickt. Rückruf bis morgen 12 Uhr zugesagt. Bitte Buchhaltung fragen.', 'wdpn', 'whole'],
  ['Identité vérifiée par question secrète. Comparé les deux paiements. Promis un remboursement sous 5 jours. Ensuite : créer l’avoir.', 'wdpn', 'whole'],
  ['Titulaire du compte, date de naissance ok. Redémarré la box et testé la ligne. Aucune promesse. En attente du technicien.', 'wdpn', 'whole'],
  ['Cliente n° 55120, identité confirmée. Facture renvoyée. Nous la rappelons mardi 14 h. Il faut demander à la compta.', 'wdpn', 'whole'],
  ['Identidad verificada con pregunta de seguridad. Revisé los dos pagos: el segundo es un reintento. Le prometí el reembolso en 5 días. Siguiente: hacer el abono.', 'wdpn', 'whole'],
  ['Titular de la cuenta, DNI comprobado. Reinicié el router y probé la línea. Sin promesas. A la espera del técnico.', 'wdpn', 'whole'],

  ['Verified by callback. She was charged twice for one visit.', 'w', 'some'],
  ['Checked both payments in Stripe: pay_8F21 is a retry after a timeout on our side.', 'd', 'some'],
  ['Told her that the money arrives within five working days, she was fine with that.', 'p', 'some'],
  ['Next: ask Tech for the log of 12 November and compare it with the visit.', 'n', 'some'],
  ['Checked the log, nothing there. Waiting for Tech.', 'dn', 'some'],
  ['Reset her password, she can sign in again. Told her to write if it comes back.', 'dp', 'some'],
  ['Tested on Firefox and Chrome, reproduced on both. Tech needs to look at the cookie.', 'dn', 'some'],
  ['Account holder confirmed. Swapped the SIM.', 'wd', 'some'],
  ['Promised a call by 5 pm today. Please call him, Ben.', 'pn', 'some'],
  ['Refunded 89 EUR to the card, reference R-5512. Can be closed tomorrow.', 'dn', 'some'],
  ['Opened a case with the courier (C-8812). Awaiting their answer, ETA two days.', 'dn', 'some'],
  ['Customer ID 88213. Found the order under another address.', 'wd', 'some'],
  ['Walked her through the export. Works now.', 'd', 'some'],
  ['Offered 10 % off the next invoice, she will think about it.', 'pn', 'some'],
  ['Escalated to Tech because the fix of last week does not hold. He expects an update tomorrow.', 'dp', 'some'],
  ['The part is ordered. Once it is here the technician goes out; he knows that it takes a week.', 'dpn', 'some'],
  ['Second payment is a duplicate. Finance must approve, then refund.', 'n', 'some'],
  ['Kunde hat sich mit Ausweis legitimiert. Zähler ist falsch zugeordnet.', 'w', 'some'],
  ['Zahlung geprüft, ist am 12. eingegangen. Mahnung storniert.', 'd', 'some'],
  ['Ihr gesagt, dass die Erstattung bis Freitag da ist.', 'p', 'some'],
  ['Sobald der Ersatz da ist, muss der Techniker raus.', 'n', 'some'],
  ['Passwort zurückgesetzt, Anmeldung klappt wieder. Kann geschlossen werden.', 'dn', 'some'],
  ['Rückruf morgen zugesagt, bitte Ben.', 'pn', 'some'],
  ['Vérifié le paiement, il est bien passé le 12. Relance annulée.', 'd', 'some'],
  ['La cliente attend un rappel avant vendredi, à rappeler.', 'pn', 'some'],
  ['Dès que la pièce arrive, le technicien doit passer.', 'n', 'some'],
  ['Titulaire identifié. Mot de passe réinitialisé.', 'wd', 'some'],
  ['Comprobé el pago, llegó el 12. Recordatorio cancelado.', 'd', 'some'],
  ['Le dije que el reembolso llega antes del viernes.', 'p', 'some'],
  ['En cuanto llegue la pieza hay que enviar al técnico.', 'n', 'some'],
  ['Titular identificado. Contraseña restablecida, ya puede entrar.', 'wd', 'some'],
  ['Invoice 2211 went to the old address although she moved in March and told the shop so at the time; the address in the shop is right, the one in billing is not.', '', 'some'],
];

describe('what a note holds', () => {
  test.each(notes)('%s', (note, holds, verdict) => {
    const { there, verdict: said } = advise(note);
    expect([fourThings.filter((thing) => there[thing]).map((thing) => thing[0]).join(''), said]).toEqual([holds, verdict]);
  });
  test('at least 60 of them', () => expect(notes.length).toBeGreaterThanOrEqual(60));
  test('what the ticket knows of its customer need not be typed', () => {
    const told = 'Compared both payments. Told her that it takes five days. Next: refund the second.';
    expect(advise(told)).toMatchObject({ verdict: 'some', missing: ['who'] });
    expect(advise(told, { verified: true })).toMatchObject({ verdict: 'whole', missing: [] });
    expect(advise('talked to customer. seems mad.', { verified: true }).verdict).toBe('thin');
  });
  test('what a template asks for is there once it is answered', () => {
    expect(advise('Customer: Anna Keller\nHow verified:\nWhat was checked: \nWhat the customer was told, until when:\nNext, and who:').missing).toEqual(['who', 'done', 'promised', 'next']);
    expect(advise('Customer: Anna Keller\nHow verified: security question\nWhat was checked: both payments\nWhat the customer was told: nothing promised\nNext, and who: Ben refunds').missing).toEqual([]);
  });
  test('a very long note is read in a moment', () => {
    const long = `${'Checked the payment and compared it with the order of last week. '.repeat(4000)}`;
    expect(advise(long).there.done).toBe(true);
  });
});
