import type { Scenario } from '../scenario.ts';

export const moreLanguages: readonly Scenario[] = [
  {
    key: 'pt-esquentador', team: 'home', language: 'pt', tags: ['heating'], priority: 'high', from: 'home',
    subject: ['{a}Esquentador não acende', '{a}Sem água quente desde [ontem|domingo]', '{b}Torneira a pingar'],
    turns: [
      ['customer', 'Bom dia, o esquentador deixou de acender [ontem à noite|esta manhã]. Já mudei as pilhas e nada. Podem cá vir [hoje|amanhã]? Moro em <street>.', 'Olá, a torneira da cozinha pinga desde a vossa visita da semana passada. Penso que ficou mal apertada.'],
      ['agent', 'Lamento o incómodo. Temos um técnico livre <day+1> entre as 14h e as 16h, sem custos para si. Dá-lhe jeito?'],
      ['customer', 'Dá sim, obrigada.', 'Só depois das 17h, se for possível.'],
      ['note', '{b}Segunda visita em dez dias, não cobrar deslocação.'],
      ['agent', 'Fica marcado. O técnico liga quando sair.'],
      ['customer', '{a}Já temos água quente. Muito obrigada pela rapidez!', '{b}Já não pinga. Obrigada pela simpatia!'],
    ],
  },
  {
    key: 'pt-fatura', team: 'billing', language: 'pt', tags: ['invoice'],
    subject: ['{a}Fatura <order> com valor errado', '{b}Débito em duplicado'],
    turns: [
      ['customer', 'Boa tarde, a fatura <order> traz <amount> € e o orçamento era mais baixo. Podem verificar?', 'Olá, foi debitado duas vezes o mesmo valor. Agradeço a devolução.'],
      ['agent', '{a}Tem toda a razão: ficou por aplicar o desconto do plano. A fatura corrigida já está na sua área e a diferença é devolvida em três dias.', '{b}Tem razão, foi debitado duas vezes por um erro do terminal. A devolução já foi pedida e chega em três dias.'],
      ['customer', 'Muito obrigado.', 'Confirmo que recebi. Obrigada!'],
    ],
  },
  {
    key: 'pt-app', team: 'tech', language: 'pt', tags: ['app', 'calendar'], from: 'business',
    subject: ['{a}Agenda com uma hora a mais', '{b}Aplicação muito lenta'],
    turns: [
      ['customer', 'Bom dia, desde a mudança da hora as visitas aparecem uma hora mais tarde na agenda dos técnicos.', 'A vista semanal demora meio minuto a abrir. Somos oito no escritório e está igual para todos.'],
      ['agent', '{a}Obrigado pelo aviso. Conseguimos reproduzir o problema e a correção sai <day+1>. Até lá, a vista diária mostra a hora certa.', '{b}Obrigado pelo aviso, não é da vossa ligação. A vista semanal percorre também os trabalhos arquivados; a equipa está a corrigir e escrevo assim que estiver.'],
      ['customer', '{a}Combinado, avisem quando estiver.', '{b}Já está rápido outra vez. Obrigado!'],
      ['agent', '{a}A correção está ativa. Pode confirmar se vê as horas certas?'],
      ['customer', '{a}Confirmo, tudo certo.'],
    ],
  },
  {
    key: 'nl-afspraak', team: 'home', language: 'nl', tags: ['visit'], priority: 'low',
    subject: ['{a}Afspraak verzetten', '{b}Monteur niet geweest', '{a}Vraag over de onderhoudsbeurt'],
    turns: [
      ['customer', 'Goedemorgen, kan de afspraak van [donderdag|vrijdag] een week later? Liefst in de ochtend.', 'Hallo, we hebben de hele middag gewacht maar er kwam niemand. Kunt u laten weten wanneer het wel lukt?'],
      ['agent', '{a}Natuurlijk. <day+7> om 9 uur is nog vrij, zal ik die voor u vastleggen?', '{b}Dat had niet mogen gebeuren, excuses. U bent <day+1> om 8 uur als eerste aan de beurt, en de voorrijkosten vervallen.'],
      ['customer', 'Graag, bedankt!', 'Prima. Dan zijn we thuis.'],
    ],
  },
  {
    key: 'nl-factuur', team: 'billing', language: 'nl', tags: ['invoice'],
    subject: ['{a}Factuur <order> klopt niet', '{b}Dubbel afgeschreven'],
    turns: [
      ['customer', 'Beste, op factuur <order> staan vier uren, het waren er drie. Kunt u dat aanpassen?', 'Er is tweemaal <amount> euro afgeschreven. Graag eenmaal terug.'],
      ['agent', '{a}U heeft gelijk. De gecorrigeerde factuur staat in uw account en het verschil is binnen drie dagen terug.', '{b}U heeft gelijk, dat was dubbel. Het bedrag staat binnen drie werkdagen weer op uw rekening.'],
      ['customer', 'Dank voor de snelle reactie.'],
    ],
  },
  {
    key: 'it-caldaia', team: 'home', language: 'it', tags: ['heating'], from: 'home',
    subject: ['{a}Caldaia in blocco', '{b}Manutenzione annuale'],
    turns: [
      ['customer', 'Buongiorno, la caldaia va in blocco [ogni mattina|da ieri sera] con il codice E10. Quando potete passare? Siamo in <street>.', 'Salve, vorrei prenotare la manutenzione annuale prima dell’inverno. Quanto costa?'],
      ['agent', '{a}Possiamo venire <day+2> tra le 9 e le 11. Nel frattempo controlli che la pressione sia sopra 1 bar. Le va bene?', '{b}La manutenzione è compresa nel Suo piano. Potremmo venire <day+5> alle 10: Le va bene?'],
      ['customer', 'Va benissimo, grazie.', '{a}La pressione era a 0,6. Ho caricato e per ora funziona!'],
      ['agent', '{a}Ottimo. Se scende di nuovo, teniamo l’appuntamento per controllare il vaso di espansione.'],
      ['customer', 'Tutto a posto, grazie mille.'],
    ],
  },
  {
    key: 'it-app', team: 'tech', language: 'it', tags: ['app'],
    subject: ['{a}L’app non si apre', '{b}Esportazione dei lavori'],
    turns: [
      ['customer', 'Buongiorno, da [ieri|due giorni] l’app resta sulla schermata bianca. Versione <version>.', 'Ci serve l’elenco dei lavori dell’anno scorso per il commercialista. Dove lo trovo?'],
      ['agent', '{a}Grazie della segnalazione. Provi a svuotare la cache dalle impostazioni del telefono; i dati restano al sicuro da noi.', '{b}Lavori → Esporta → Anno. Se sono più di 10.000 righe lo prepariamo noi, basta dirlo.'],
      ['customer', '{a}Ora si apre. Grazie!', '{b}Trovato, perfetto.'],
    ],
  },
  {
    key: 'sv-faktura', team: 'billing', language: 'sv', tags: ['invoice'], priority: 'low',
    subject: ['{a}Fråga om faktura <order>', '{b}Ändra betalningssätt'],
    turns: [
      ['customer', 'Hej! Jag fick faktura <order> men vi har ju autogiro. Ska jag betala den ändå?', 'Hej, vi vill gärna betala per kvartal i stället. Går det att ändra?'],
      ['agent', '{a}Nej, du behöver inte göra något, autogirot drar beloppet som vanligt. Fakturan skickades av misstag.', '{b}Det går bra, jag har ändrat det från och med nästa period.'],
      ['customer', 'Tack för snabbt svar!'],
    ],
  },
];
