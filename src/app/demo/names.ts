/** Invented people and places, by language. Family names are common ones; addresses end in .example, where no mail can go. */
export interface Names { readonly first: readonly string[]; readonly last: readonly string[]; readonly streets: readonly string[]; readonly zones: readonly string[]; readonly phone: string }
const words = (text: string): string[] => text.split(',').map((w) => w.trim());

export const names: Readonly<Record<string, Names>> = {
  en: {
    first: words('Anna, Ben, Carol, Daniel, Ella, Frank, Grace, Henry, Isla, Jack, Kate, Liam, Maya, Noah, Olivia, Peter, Quinn, Ruth, Sam, Tessa, Umar, Violet, Will, Yara, Zoe, Aaron, Bridget, Caleb, Dana, Ethan, Fiona, George, Hana, Ian, Joy, Kofi, Leah, Malik, Nina, Owen, Paige, Ravi, Sarah, Theo, Uma, Victor, Wendy, Xavier, Amara, Brian, Chloe, Dev, Esther, Felix, Gemma, Hugo, Ivy, Jonah, Keisha, Lars'),
    last: words('Abbott, Bailey, Carter, Dawson, Ellis, Foster, Garner, Hughes, Iqbal, Jensen, Kaur, Lawson, Mercer, Nolan, Osei, Parker, Quigley, Reyes, Sutton, Turner, Underwood, Vance, Walsh, Young, Zhang, Adeyemi, Brooks, Choi, Doyle, Emerson, Finch, Gallagher, Harper, Ingram, Johal, Keller, Lindgren, Moreau, Nakamura, Okoye, Patel, Rossi, Singh, Thornton, Ueda, Varga, Whitaker, Yoder, Barnes, Coleman'),
    streets: words('Maple Street, Harbor Road, Oak Lane, Mill Street, Church Hill, Elm Avenue, Station Road, Willow Court, Orchard Drive, Cedar Close, Bridge Street, Lighthouse Way'),
    zones: ['America/New_York', 'America/Chicago', 'America/Los_Angeles', 'Europe/London', 'Australia/Sydney'], phone: '+1 555 01',
  },
  de: {
    first: words('Anke, Bernd, Claudia, Dieter, Elke, Florian, Gisela, Holger, Ingrid, Jens, Katrin, Lukas, Miriam, Norbert, Petra, Ralf, Sabine, Thomas, Ulrike, Volker'),
    last: words('Albrecht, Bauer, Dietrich, Ebert, Fischer, Graf, Hoffmann, Jung, Krüger, Lehmann, Maurer, Neumann, Pohl, Richter, Schäfer, Seidel, Vogel, Weiß, Zimmermann, Brandt'),
    streets: words('Lindenstraße, Gartenweg, Hafenstraße, Bergstraße, Am Anger, Schulstraße, Mühlenweg, Ringstraße'), zones: ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'], phone: '+49 30 55501',
  },
  fr: {
    first: words('Amélie, Bruno, Camille, Denis, Élodie, François, Gaëlle, Hélène, Jérôme, Karine, Laurent, Manon, Nicolas, Pauline'),
    last: words('Arnaud, Bertrand, Caron, Dupuis, Fontaine, Girard, Lefèvre, Marchand, Noël, Perrin, Renaud, Tessier'),
    streets: words('rue des Lilas, avenue Foch, rue du Port, boulevard Carnot, impasse des Tilleuls, rue Pasteur'), zones: ['Europe/Paris', 'Europe/Brussels', 'America/Montreal'], phone: '+33 1 99 00 1',
  },
  es: {
    first: words('Alejandra, Bruno, Carmen, Diego, Elena, Fernando, Gloria, Héctor, Isabel, Javier, Lucía, Mateo, Natalia, Óscar'),
    last: words('Alonso, Benítez, Castro, Domínguez, Flores, Gallego, Herrero, Ibáñez, Lozano, Molina, Navarro, Ortega'),
    streets: words('Calle Mayor, Avenida del Puerto, Calle de la Luna, Paseo del Prado, Calle Olmo, Plaza Nueva'), zones: ['Europe/Madrid', 'America/Mexico_City', 'America/New_York'], phone: '+34 910 55 01',
  },
  pt: {
    first: words('Ana, Beatriz, Carlos, Duarte, Filipa, Gonçalo, Helena, João, Leonor, Miguel'), last: words('Almeida, Barbosa, Correia, Fonseca, Gomes, Machado, Nogueira, Pires, Ribeiro, Tavares'),
    streets: words('Rua das Flores, Avenida da Liberdade, Rua do Cais, Travessa da Fonte'), zones: ['Europe/Lisbon', 'America/Sao_Paulo'], phone: '+351 21 555 01',
  },
  nl: { first: words('Anouk, Bas, Daan, Eline, Femke, Jeroen, Marloes, Sander'), last: words('Bakker, de Boer, Dekker, van Dijk, Jansen, Mulder, Smit, Visser'), streets: words('Kerkstraat, Havenkade, Molenweg'), zones: ['Europe/Amsterdam'], phone: '+31 20 555 01' },
  it: { first: words('Alessia, Bruno, Chiara, Davide, Elisa, Fabio, Giulia, Luca'), last: words('Bianchi, Colombo, Ferrari, Greco, Marino, Ricci, Romano, Villa'), streets: words('via Garibaldi, via del Porto, corso Italia'), zones: ['Europe/Rome'], phone: '+39 06 555 01' },
  sv: { first: words('Astrid, Björn, Elsa, Gustav'), last: words('Berg, Ekström, Lund, Sandberg'), streets: words('Storgatan, Hamngatan'), zones: ['Europe/Stockholm'], phone: '+46 8 555 01' },
};

export interface CompanyPlan { readonly name: string; readonly domain: string; readonly language: string; readonly plan: string; readonly critical?: boolean; readonly notes?: string; readonly kind: string }
const company = (name: string, domain: string, language: string, plan: string, kind: string, more: { critical?: boolean; notes?: string } = {}): CompanyPlan => ({ name, domain: `${domain}.example`, language, plan, kind, ...more });
export const companies: readonly CompanyPlan[] = [
  company('Ridgeway Property Partners', 'ridgewayproperty', 'en', 'Enterprise', 'Property Manager', { critical: true, notes: '11 buildings. Contract renews in January; quarterly call with the owner.' }),
  company('Brightside Dental Group', 'brightsidedental', 'en', 'Business', 'Office Manager'),
  company('Copper Kettle Cafés', 'copperkettle', 'en', 'Business', 'Operations'),
  company('Tern & Tide Rentals', 'terntide', 'en', 'Enterprise', 'Guest Operations', { critical: true, notes: 'Holiday homes: turnover on Saturdays, nothing may move then.' }),
  company('Northfork Plumbing', 'northforkplumbing', 'en', 'Harbor Pro 25', 'Dispatcher'),
  company('Halyard Heating & Air', 'halyardair', 'en', 'Harbor Pro 60', 'Owner', { critical: true, notes: 'Largest Harbor Pro customer on the east coast. Call rather than write when it is urgent.' }),
  company('Juniper School District', 'juniperschools', 'en', 'Business', 'Facilities', { notes: 'Tax exempt, certificate valid until 2028.' }),
  company('Saltmarsh Veterinary', 'saltmarshvet', 'en', 'Starter', 'Practice Manager'),
  company('Two Elms Co-op', 'twoelms', 'en', 'Business', 'House Committee'), company('Fern Hollow Senior Living', 'fernhollow', 'en', 'Enterprise', 'Facilities'),
  company('Beacon Electric', 'beaconelectric', 'en', 'Harbor Pro 10', 'Office Manager'), company('Larkin Garage Doors', 'larkindoors', 'en', 'Harbor Pro 10', 'Scheduler'),
  company('Mosaic Coworking', 'mosaiccowork', 'en', 'Business', 'Community Manager'), company('Pelican Pools', 'pelicanpools', 'en', 'Harbor Pro 25', 'Owner'),
  company('Hausverwaltung Lindner', 'hv-lindner', 'de', 'Enterprise', 'Objektbetreuung', { notes: 'Rechnungen immer mit Bestellnummer.' }), company('Seidel Haustechnik GmbH', 'seidel-haustechnik', 'de', 'Harbor Pro 25', 'Disposition'),
  company('Praxis am Anger', 'praxis-anger', 'de', 'Starter', 'Empfang'), company('Bäckerei Krüger', 'baeckerei-krueger', 'de', 'Business', 'Büro'),
  company('Régie du Port', 'regieduport', 'fr', 'Business', 'Gestionnaire'), company('Ateliers Fontaine', 'ateliers-fontaine', 'fr', 'Harbor Pro 10', 'Gérante'),
  company('Fincas Navarro', 'fincasnavarro', 'es', 'Business', 'Administración'), company('Clima Levante', 'climalevante', 'es', 'Harbor Pro 10', 'Coordinación'),
  company('Condomínios Ribeiro', 'condominiosribeiro', 'pt', 'Business', 'Gestão'), company('AquaFrio Serviços', 'aquafrio', 'pt', 'Harbor Pro 10', 'Direção'),
  company('Vastgoed Visser', 'vastgoedvisser', 'nl', 'Starter', 'Beheer'), company('Studio Villa', 'studiovilla', 'it', 'Starter', 'Segreteria'),
];
export const privateDomains = ['postbox.example', 'inbox.example', 'mail.example', 'letters.example', 'hello.example'] as const;
export const privatePlans = ['Home Basic', 'Home Care', 'Home Care', 'Home Care Plus'] as const;
export const customerNotes = [
  'Prefers mornings.', 'Hard of hearing, please write rather than call.', 'Two dogs, friendly.', 'Works nights: never before 2 pm.', 'Key with the neighbour at number 14.', 'Asked not to be called at work.',
  'Knows her boiler better than most of us. Take her guesses seriously.', 'Always asks for the same technician.', 'Moved in 2023, new kitchen.', 'Pays by transfer, on time.', 'Had a bad start with us in March; a little extra care.',
  'Writes short mails, means well.', 'Tenant, the landlord pays: ask before anything that costs.', 'Speaks English and Dutch.', 'Referred three neighbours.',
] as const;
