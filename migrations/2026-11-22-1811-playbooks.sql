-- How to go about a kind of moment: steps that appear when they fit, and why they did.
create table playbooks (
  id          uuid primary key,
  -- null: of the workspace
  team_id     uuid references teams,
  -- a team's own in place of the workspace's
  replaces    uuid references playbooks,
  -- false: switched off; with replaces: the team does without it
  active      boolean not null default true,
  name        text not null,
  trigger     jsonb not null,
  steps       jsonb not null,
  version     integer not null default 1,
  made_by     uuid references people,
  at          timestamptz not null,
  removed_at  timestamptz,
  check (replaces is null or team_id is not null)
);
create unique index playbooks_name on playbooks (team_id, lower(name)) nulls not distinct where removed_at is null;
create unique index playbooks_replaces on playbooks (team_id, replaces) where replaces is not null and removed_at is null;

-- Set aside by somebody on a ticket, until something newer calls for it.
create table playbook_dismissals (
  ticket_id    uuid not null references tickets,
  person_id    uuid not null references people,
  playbook_id  uuid not null references playbooks,
  -- the entry that had called for it; null: none did
  because      uuid,
  at           timestamptz not null,
  primary key (ticket_id, person_id, playbook_id)
);

insert into playbooks (id, name, trigger, steps, at) values
('0198c0de-7e00-7000-8000-000000000201', 'Angry customer', $json${"kind": "customer-words", "loud": true, "words": ["unacceptable", "outrageous", "ridiculous", "furious", "fed up", "disgrace*", "appalling", "scandal*", "rip off", "ripoff", "scam", "worst", "terrible service", "never again", "sick of", "had enough", "waste of time", "useless", "incompetent", "liars", "unverschämt*", "frechheit", "unfassbar", "inakzeptabel", "skandal*", "wütend", "stinksauer", "betrug", "abzocke", "nie wieder", "reicht es mir", "mir reicht", "katastrophe", "saftladen", "zumutung", "unmöglich von", "inadmissible*", "inacceptable*", "scandaleux", "scandaleuse", "honteux", "arnaque", "furieux", "furieuse", "ras le bol", "plus jamais", "foutage", "indigne*", "c'est une honte", "inaceptable", "indignante", "vergüenza", "estafa", "harto", "harta", "furioso", "furiosa", "nunca más", "pésimo", "vergonzoso", "una tomadura de pelo"]}$json$,
$json$[
 {"text": "Listen", "help": "Read all of it before you write. What happened, and what does it cost them: time, money, trust?", "act": null},
 {"text": "Acknowledge", "help": "Say back in a sentence what happened and that you see why it makes them angry. No “but”.", "act": {"kind": "insert", "phrases": {"en": "I have read everything you wrote. I can see why this makes you angry.", "de": "ich habe alles gelesen, was Sie geschrieben haben. Ich verstehe, dass Sie das ärgert.", "fr": "j’ai lu tout ce que vous avez écrit. Je comprends votre colère.", "es": "he leído todo lo que ha escrito. Entiendo que esté molesto."}}},
 {"text": "Apologise", "help": "Once, for what went wrong on our side, without excuses.", "act": {"kind": "insert", "phrases": {"en": "I am sorry. This should not have happened.", "de": "Das tut mir leid. Das hätte nicht passieren dürfen.", "fr": "Je vous présente mes excuses. Cela n’aurait pas dû arriver.", "es": "Le pido disculpas. Esto no debería haber ocurrido."}}},
 {"text": "Offer what you can do now", "help": "One thing, within what you may decide, and until when. Write it down as a promise.", "act": {"kind": "promise"}},
 {"text": "Escalate when it is above you", "help": "When they ask for somebody who decides, or when it needs more than you may give.", "act": {"kind": "escalate"}}
]$json$, now()),
('0198c0de-7e00-7000-8000-000000000202', 'I do not know', $json${"kind": "draft-words", "words": ["i think", "i believe", "i guess", "i suppose", "i assume", "probably", "maybe", "perhaps", "not sure", "should work", "should be fine", "as far as i know", "afaik", "might be", "it could be", "ich glaube", "ich denke", "ich vermute", "vermutlich", "wahrscheinlich", "vielleicht", "eventuell", "bin mir nicht sicher", "bin nicht sicher", "soweit ich weiß", "müsste", "sollte eigentlich", "je crois", "je pense", "je suppose", "peut-être", "probablement", "sans doute", "pas sûr", "pas sûre", "pas certain", "à ma connaissance", "normalement", "creo que", "pienso que", "supongo", "quizás", "quizá", "tal vez", "probablemente", "a lo mejor", "no estoy seguro", "no estoy segura", "que yo sepa"]}$json$,
$json$[
 {"text": "Do not guess", "help": "What a customer was told is taken for sure. Leave out what you do not know.", "act": null},
 {"text": "Ask somebody who knows", "help": "A question in a note with @: it stays on their list until they answer.", "act": {"kind": "ask"}},
 {"text": "Promise when you will answer", "help": "A time that you can keep, even if the answer is not there yet.", "act": {"kind": "promise"}},
 {"text": "Tell the customer so", "help": "", "act": {"kind": "insert", "phrases": {"en": "I do not want to give you a wrong answer, so I am asking a colleague who knows. You will hear from me by ", "de": "ich möchte Ihnen nichts Falsches sagen und frage deshalb jemanden, der es sicher weiß. Sie hören von mir bis ", "fr": "je ne veux pas vous donner une réponse inexacte : je pose la question à un collègue. Vous aurez ma réponse avant ", "es": "no quiero darle una respuesta equivocada, así que voy a consultarlo con un compañero. Le responderé antes del "}}}
]$json$, now()),
('0198c0de-7e00-7000-8000-000000000203', 'First contact', $json${"kind": "first-contact"}$json$,
$json$[
 {"text": "Say who you are", "help": "Your name, and that you see to it. It is the first time they hear from us.", "act": {"kind": "insert", "phrases": {"en": "thank you for writing to us. My name is {me}, and I will see to this.", "de": "vielen Dank für Ihre Nachricht. Mein Name ist {me}, ich kümmere mich darum.", "fr": "merci de nous avoir écrit. Je m’appelle {me} et je m’en occupe.", "es": "gracias por escribirnos. Me llamo {me} y me ocupo de su consulta."}}},
 {"text": "Check who they are", "help": "Before anything of their account is said: verify them.", "act": null},
 {"text": "Say what happens next, and until when", "help": "Written down as a promise, so that nobody forgets it.", "act": {"kind": "promise"}}
]$json$, now()),
('0198c0de-7e00-7000-8000-000000000204', 'Closing', $json${"kind": "closing", "words": ["works now", "works again", "working now", "working again", "it works", "solved", "resolved", "all good now", "all sorted", "that helped", "funktioniert jetzt", "funktioniert wieder", "geht wieder", "geht jetzt", "gelöst", "hat geklappt", "alles gut", "hat sich erledigt", "ça marche", "cela fonctionne", "ça fonctionne", "résolu", "c'est réglé", "tout est en ordre", "ya funciona", "funciona de nuevo", "resuelto", "solucionado", "todo bien"]}$json$,
$json$[
 {"text": "Make sure that it is solved for them", "help": "Not only for us: ask when they did not say so.", "act": {"kind": "insert", "phrases": {"en": "Does everything work for you now?", "de": "Funktioniert jetzt alles bei Ihnen?", "fr": "Est-ce que tout fonctionne maintenant ?", "es": "¿Funciona ya todo correctamente?"}}},
 {"text": "Say in a sentence what was done", "help": "So that they know it next time, and can say that it was something else.", "act": null},
 {"text": "Keep or move what was promised", "help": "Nothing that somebody was told may stay open.", "act": null},
 {"text": "Write the final note and close", "help": "", "act": {"kind": "close"}}
]$json$, now());
