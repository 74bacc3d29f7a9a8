import type { Scenario } from '../scenario.ts';

export const german: readonly Scenario[] = [
  {
    key: 'de-heizung', team: 'home', language: 'de', tags: ['heating'], priority: 'high', from: 'home',
    subject: ['Heizung [ausgefallen|bleibt kalt]', 'Therme zeigt <code>', 'Kein warmes Wasser seit [gestern|heute früh]'],
    slots: { code: ['F.28', 'F.22', 'EA 227', 'E9'] },
    turns: [
      ['customer', 'Guten Morgen, unsere Therme ist [gestern Abend|heute Nacht] auf Störung gegangen, im Display steht <code>. Entstören hilft nur für [zehn Minuten|kurze Zeit]. Wir haben [zwei kleine Kinder|einen Säugling] im Haus. Wann könnte jemand kommen?', 'Hallo, seit dem Wochenende wird es nur noch lauwarm. Der Druck fällt jeden Tag um ein halbes Bar. Adresse: <street>. Ich bin ab 15 Uhr zu Hause.'],
      ['note', 'Wartung war im Juni, damals wurde der Ausdehner bemängelt (Protokoll <order>). Teil mitnehmen.'],
      ['agent', '{a}das ist bei dem Wetter wirklich unangenehm. Ein Monteur kann <day+0> zwischen 15 und 18 Uhr bei Ihnen sein; er bringt Ausdehnungsgefäß und Zündelektrode gleich mit. Passt das?', '{b}vielen Dank für die genaue Beschreibung. Wenn der Druck täglich fällt, ist meist das Ausdehnungsgefäß müde. Ich habe Sie für <day+1>, 8 bis 10 Uhr eingetragen.'],
      ['customer', 'Ja, das passt. Bitte hinten klingeln.', '{>n}Leider bin ich da nicht da. Ginge es auch am Nachmittag?'],
      ['agent', '{ab}Alles notiert. Sie bekommen eine Nachricht, sobald er losfährt.', '{n}Dann <day+1> um 16 Uhr. Sie bekommen eine Nachricht, sobald er losfährt.'],
      ['customer', 'Läuft wieder, herzlichen Dank! Ihr Kollege war sehr freundlich.'],
    ],
  },
  {
    key: 'de-termin', team: 'home', language: 'de', tags: ['visit'], priority: 'low',
    subject: ['Termin verschieben', 'Bitte neuer Termin für <order>', 'Wartung: [anderer Tag|lieber nachmittags]'],
    turns: [
      ['customer', 'ich muss den Termin am [Donnerstag|Freitag] leider absagen. Haben Sie in der Woche darauf etwas frei, am liebsten [vormittags|nach 16 Uhr]?', 'Guten Tag, die Wartung im Haus <street> kollidiert mit der Treppenhausreinigung. Können wir tauschen?'],
      ['agent', 'kein Problem, das kostet auch nichts. Ich hätte <day+6> um 9 Uhr oder <day+8> um 16 Uhr. Was ist Ihnen lieber?'],
      ['customer', 'Der zweite bitte.', '9 Uhr wäre prima, danke.'],
      ['agent', 'Ist eingetragen. Am Vorabend erinnern wir Sie noch einmal.'],
    ],
  },
  {
    key: 'de-rechnung', team: 'billing', language: 'de', tags: ['invoice'], from: 'business',
    subject: ['Rechnung <order>: falsche Anschrift', 'Rechnung ohne [Bestellnummer|Leitweg-ID]', 'Bitte Rechnungskorrektur'],
    turns: [
      ['customer', 'auf der Rechnung <order> steht noch unsere alte Anschrift. Für den Vorsteuerabzug brauchen wir sie richtig. Neu: <street>.', 'unsere Buchhaltung kann <order> nicht buchen, weil die Bestellnummer fehlt. Bitte mit der 4500-77120 neu ausstellen, gern als E-Rechnung.'],
      ['agent', 'die korrigierte Rechnung ist unterwegs, die alte haben wir storniert. Die Angaben sind gespeichert und stehen künftig von selbst darauf.'],
      ['customer', '{>k}Angekommen, vielen Dank.', '{>f}Danke. Läuft die Zahlungsfrist jetzt neu?'],
      ['agent', '{f}Ja, ab heute 30 Tage.'],
    ],
  },
  {
    key: 'de-doppelt', team: 'billing', language: 'de', tags: ['refund'], priority: 'high',
    subject: ['{a}Doppelt abgebucht', '{a}Zweimal <amount> Euro eingezogen', '{b}Lastschrift [nicht nachvollziehbar|zu hoch]'],
    turns: [
      ['customer', 'auf meinem Konto wurden am <date> zweimal <amount> Euro abgebucht. Es gab nur einen Auftrag. Ich bitte um Rückzahlung, sonst lasse ich die Lastschrift zurückgehen.', 'können Sie mir erklären, woraus sich die <amount> Euro zusammensetzen? Vereinbart war die Pauschale.'],
      ['note', '{a}Doppelte Einreichung nach Zeitüberschreitung, wie am Dienstag. Erstattung angestoßen. @billing gibt es schon eine Liste der Betroffenen?'],
      ['agent', '{a}Sie haben recht, der Betrag wurde zweimal eingereicht. Die Rückzahlung habe ich eben veranlasst; bitte lassen Sie die Lastschrift nicht zurückgehen, dann wären es am Ende zwei Korrekturen. In zwei bis drei Tagen ist das Geld da.', '{b}die Pauschale gilt natürlich. Hinzu kam ein Ersatzteil, das im Angebot stand; die Anfahrt wurde aus Versehen berechnet und wird Ihnen erstattet.'],
      ['customer', '{a}Gut, ich warte bis Freitag.', 'Danke für die schnelle Antwort!'],
      ['agent', '{a}Ich schaue am Donnerstag selbst noch einmal nach.'],
      ['customer', 'Geld ist da. Danke.'],
    ],
  },
  {
    key: 'de-app', team: 'tech', language: 'de', tags: ['app', 'sign-in'],
    subject: ['{a}Anmeldung in der App geht nicht', '{a}App meldet „Sitzung abgelaufen“', '{b}Neues Handy, kein Code'],
    turns: [
      ['customer', 'seit dem Update auf <version> komme ich nicht mehr in die App. Im Browser klappt es mit demselben Passwort.', 'ich habe ein neues Handy und damit keine Codes mehr. Die Wiederherstellungscodes finde ich nicht. Was nun?'],
      ['agent', '{a}geht die Uhr Ihres Handys genau? Schon ein paar Minuten Abweichung führen zu dieser Meldung. Unter Einstellungen → Datum bitte „automatisch“ einschalten.', '{b}damit niemand Fremdes in Ihr Konto kommt, rufen wir Sie unter der hinterlegten Nummer an und stellen zwei Fragen. Passt es heute zwischen 14 und 15 Uhr?'],
      ['customer', '{a}Tatsächlich, sie ging vor. Jetzt geht es.', '{b}Ja, bitte rufen Sie an.'],
      ['agent', '{a}Schön, dass es wieder läuft. Ein Hinweis dazu steht ab morgen in der App.', '{b}Vielen Dank für das nette Telefonat. Der zweite Faktor ist zurückgesetzt; die App richtet ihn beim nächsten Anmelden neu ein.'],
    ],
  },
  {
    key: 'de-zentrale', team: 'tech', language: 'de', tags: ['hub'], from: 'home',
    subject: ['Zentrale blinkt orange', 'Alle Thermostate offline', 'Nach Routerwechsel geht nichts mehr'],
    turns: [
      ['customer', 'wir haben einen neuen Router, seitdem blinkt die Zentrale orange. Muss ich alle Geräte neu anlernen?', 'seit dem Stromausfall sind alle [Rollläden|Thermostate] nicht erreichbar. Neustart hat nichts gebracht.'],
      ['agent', 'anlernen müssen Sie nichts, die Geräte sind in der Zentrale gespeichert. Bitte den runden Knopf fünf Sekunden halten, dann fragt die App nach dem neuen WLAN.'],
      ['customer', '{>w}Das hat geklappt, alles wieder da.', '{>e}Sie findet das WLAN, bricht aber mit W-31 ab.'],
      ['note', '{e}W-31 heißt: nur 5 GHz. Bei diesem Routermodell Gastnetz empfehlen.'],
      ['agent', '{e}W-31 bedeutet, dass der Router nur 5 GHz anbietet. Mit dem Gastnetz (2,4 GHz) geht es sofort.'],
      ['customer', '{e}Mit dem Gastnetz läuft es. Danke!'],
    ],
  },
  {
    key: 'de-lob', team: 'home', language: 'de', tags: ['praise'], priority: 'low', from: 'home',
    subject: ['Ein Lob', 'Bitte an Ihre Mannschaft weitergeben'],
    turns: [
      ['customer', 'normalerweise schreibt man ja nur, wenn etwas nicht stimmt. Ihr Monteur hat gestern in [vierzig Minuten|einer halben Stunde] gefunden, was zwei andere Firmen nicht gefunden haben, und danach noch gefegt. Bitte richten Sie ihm meinen Dank aus.', 'wir waren sechs Wochen ohne richtiges Bad, und trotzdem schreibe ich gern: Ihre Leute waren jeden Tag pünktlich, haben erklärt, was sie tun, und am Freitag immer aufgeräumt. Das Ergebnis ist wunderschön.', 'ein kurzes Dankeschön an die Dame am Telefon, die mich heute durch das Zurücksetzen der Anlage geführt hat. Mit 81 bin ich nicht mehr die Schnellste, und sie hatte alle Geduld der Welt.'],
      ['agent', 'das lesen wir gern und geben es genau so weiter. Vielen Dank, dass Sie sich die Zeit genommen haben.'],
    ],
  },
];
