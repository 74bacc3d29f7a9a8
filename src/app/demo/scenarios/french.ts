import type { Scenario } from '../scenario.ts';

export const french: readonly Scenario[] = [
  {
    key: 'fr-fuite', team: 'home', language: 'fr', tags: ['plumbing'], priority: 'high', from: 'home', file: 'photo',
    subject: ['{a}Fuite sous l’évier', '{a}Le chauffe-eau [goutte|fuit]', '{b}Tache d’humidité au plafond'],
    turns: [
      ['customer', 'Bonjour, il y a une fuite [sous l’évier|au niveau du chauffe-eau] depuis [hier soir|ce matin]. J’ai coupé l’eau et mis une bassine. Pourriez-vous envoyer quelqu’un rapidement ? Adresse : <street>.', 'Bonjour, une tache grandit au plafond de la salle de bain, juste sous celle du voisin. Est-ce à vous ou au syndic d’intervenir ? Photo jointe.'],
      ['agent', '{a}Vous avez bien fait de couper l’eau. Un plombier peut passer <day+1> entre 8 h et 10 h ; le déplacement est compris dans votre formule. Est-ce que cela vous convient ?', '{b}Si l’eau vient de chez le voisin, c’est au syndic d’intervenir ; mais il faut d’abord le savoir. Un plombier peut passer <day+1> entre 8 h et 10 h pour établir l’origine, avec un rapport pour le syndic.'],
      ['customer', 'Parfait, je serai là. Le code de l’immeuble est 24B7.', 'Pas avant 10 h, je dépose les enfants.'],
      ['note', '{a}Prévenir le plombier : digicode, 4e étage sans ascenseur. Joint déjà changé en mars.'],
      ['agent', 'C’est noté, il vous appellera en partant.'],
      ['customer', '{a}Réparé en vingt minutes, merci beaucoup.', '{b}C’était bien le joint du voisin. Merci pour le rapport, le syndic s’en occupe.'],
    ],
  },
  {
    key: 'fr-facture', team: 'billing', language: 'fr', tags: ['invoice'],
    subject: ['{a}Erreur sur la facture <order>', '{b}Facture : TVA [manquante|incorrecte]', '{b}Duplicata de facture'],
    turns: [
      ['customer', 'Bonjour, la facture <order> mentionne deux interventions alors qu’il n’y en a eu qu’une. Merci de la corriger.', 'Bonjour, notre comptable a besoin du duplicata de la facture du <date> avec le numéro de TVA. Est-ce possible avant vendredi ?'],
      ['agent', '{a}Vous avez raison, la deuxième intervention a été annulée et n’aurait pas dû être facturée. La facture corrigée vous attend dans votre espace, et <amount> € vous sont remboursés.', '{b}Le duplicata est en ligne dans votre espace, avec le numéro de TVA. Il figurera désormais sur toutes vos factures.'],
      ['customer', 'Merci pour votre réactivité.', 'Bien reçu, bonne journée !'],
    ],
  },
  {
    key: 'fr-resiliation', team: 'billing', language: 'fr', tags: ['cancellation'],
    subject: ['Résiliation de mon contrat', 'Fin de contrat', 'Je souhaite arrêter mon abonnement', 'Déménagement : arrêt de la formule'],
    turns: [
      ['customer', 'Bonjour, nous déménageons [à l’étranger|chez mes parents] à la fin du mois et souhaitons résilier. Quel est le préavis ?', 'Bonjour, je voudrais arrêter la formule Confort. J’ai essayé dans l’application sans succès.', 'Bonjour, nous n’utilisons plus le service depuis que mon fils s’occupe de la chaudière. Comment mettre fin à la formule ?'],
      ['agent', 'Il n’y a pas de préavis : votre formule s’arrête le <day+14> et plus rien ne sera prélevé. Ce message vaut confirmation. Si vous préférez, elle peut aussi vous suivre à la nouvelle adresse.'],
      ['note', 'Client depuis 2020, parti pour déménagement. Proposer la pause d’un an.'],
      ['customer', '{>p}Pouvons-nous la mettre en pause plutôt ?', '{>m}C’est parfait, merci.'],
      ['agent', '{p}Oui, pendant un an et sans frais. C’est fait.'],
    ],
  },
  {
    key: 'fr-appli', team: 'tech', language: 'fr', tags: ['app', 'notifications'],
    subject: ['{a}Plus de notifications', '{b}L’application se ferme toute seule', '{b}Plantage en ajoutant une photo'],
    turns: [
      ['customer', 'Bonjour, je ne reçois plus les notifications depuis [la mise à jour|une semaine]. Le technicien était devant la porte et je ne l’ai pas su.', 'Bonjour, l’application se ferme dès que j’ajoute une photo. Version <version>, Android.'],
      ['agent', '{a}Le téléphone met sans doute l’application en veille. Dans Réglages → Applications → Harbor → Batterie, choisissez « sans restriction » et dites-moi si cela change quelque chose.', '{b}C’est un défaut connu avec les très grandes photos. En attendant la correction, prévue <day+5>, réduisez la taille à 12 mégapixels dans l’appareil photo.'],
      ['customer', '{a}Cela fonctionne, merci !', '{b}D’accord, j’attends la correction.'],
    ],
  },
  {
    key: 'fr-menage', team: 'home', language: 'fr', tags: ['cleaning', 'complaint'], from: 'home',
    subject: ['{a}Ménage [bâclé|incomplet]', '{a}Pas satisfaite de la dernière prestation', '{b}Changement d’équipe'],
    turns: [
      ['customer', 'Bonjour, la cuisine n’a pas été faite [mardi|hier] et l’équipe est partie une heure plus tôt. D’habitude tout est impeccable.', 'Bonjour, pourrions-nous retrouver l’équipe d’avant ? La nouvelle est gentille mais il faut tout réexpliquer.'],
      ['agent', '{a}Merci de nous le dire. Nous pouvons repasser <day+1> pour terminer, sans frais, ou vous créditer l’heure. Que préférez-vous ?', '{b}Je comprends. Votre équipe habituelle est en congé et revient le <day+9> ; d’ici là, vos consignes sont affichées à l’arrivée, pour que vous n’ayez rien à répéter.'],
      ['customer', '{a}Repassez plutôt, merci.', '{a}Le crédit me convient.', '{b}Merci, nous patienterons jusque-là.'],
      ['note', '@lead deuxième remarque sur cette équipe en un mois.'],
      ['agent', '{a}C’est organisé. Votre équipe habituelle revient à partir du <day+9>.'],
      ['customer', 'C’était parfait cette fois-ci. Merci.'],
    ],
  },
];
