"""Italian words for what goes wrong with an order."""

from __future__ import annotations

from seller_credits.detection.comments.lexicon import Lexicon
from seller_credits.domain.issues import IssueKind

_SURE = {
    IssueKind.LATE_DELIVERY: """
        in (forte/grande/netto/leggero) ritardo
        con (molto/grande/un/notevole/giorni/settimane/enorme) (giorni/settimane/mese) (di) ritardo
        con .. di ritardo
        giorni/settimane/settimana/giorno/mese di/in ritardo
        giorni/settimane/mese dopo la/il/natale data/previsto
        arrivato/arrivata/arrivati/consegnato/consegnata/ricevuto .. tardi
        arrivato/arrivata/consegnato/consegnata .. dopo natale/la/il
        consegna/spedizione .. (molto/troppo/estremamente/davvero) lenta/tardiva/lunga
        consegna/spedizione .. (molto/troppo/estremamente/davvero) lunghissima/lentissima
        ritardo/ritardi nella/di/della consegna/spedizione
        (molto/grande/enorme/grave) ritardo nella/di consegna
        tempi di consegna .. non/lunghi/lunghissimi/biblici/eterni/troppo
        ci ha/hanno messo/impiegato ... settimane/mese/mesi/troppo/tanto/giorni/eternità
        ci sono volute/voluti ... settimane/mesi
        non .. (nei) (in) tempo/tempi/puntuale
        non è arrivato/arrivata in tempo
        oltre la data (di) (consegna) prevista/prevista/indicata
        dopo la data prevista/indicata/di
        più tardi del/di previsto/quanto
        """,
    IssueKind.LOST: """
        mai arrivato/arrivata/ricevuto/ricevuta/consegnato/consegnata/arrivati/pervenuto
        non (mi/ci) (è/ho/ha/abbiamo/sono) (mai/ancora) arrivato/arrivata/ricevuto/ricevuta $
        non (mi/ci) (è/ho/ha/abbiamo/sono) (mai/ancora) consegnato/pervenuto/arrivati $
        non ho (mai/ancora) ricevuto (il/nulla/niente) (pacco/prodotto/ordine/articolo/merce)
        non ho (mai/ancora) ricevuto (la/l/alcun) (pacco/prodotto/ordine/articolo/merce)
        non (mi) è mai (stato) arrivato/arrivata/consegnato/consegnata
        non è (ancora) arrivato/arrivata (nulla/niente/il/a) (pacco)
        ancora non (è/ho/mi) (è/ho) arrivato/ricevuto
        non arrivato/ricevuto/pervenuto/consegnato
        pacco/ordine/spedizione/prodotto/articolo .. perso/smarrito/smarrita/sparito
        pacco/ordine/spedizione/prodotto/articolo .. perduto/rubato/disperso
        smarrito/perso dal/da corriere/poste
        smarrito
        sto (ancora) aspettando
        mai ricevut*
        ha/hanno perso/smarrito il/la/l (mio) pacco/spedizione/ordine
        """,
    IssueKind.DAMAGED: """
        arrivato/arrivata/arrivati/consegnato .. rotto/rotta/rotti/danneggiato/danneggiata/ammaccato
        ricevuto/era/erano/giunto .. rotto/rotta/rotti/danneggiato/danneggiata/ammaccato
        arrivato/arrivata/arrivati/consegnato .. graffiato/schiacciato/spaccato/crepato/frantumato
        ricevuto/era/erano/giunto .. graffiato/schiacciato/spaccato/crepato/frantumato
        danneggiat*
        ammaccat*
        graffiat*
        frantumat*
        scheggiat*
        incrinat*
        schiacciat*
        crepat*
        rotto/rotta/rovinato durante/nel/dal il/trasporto
        in pezzi/frantumi/mille
        imballaggio .. pessimo/scarso/insufficiente/inadeguato/rotto/aperto/strappato/inesistente
        pessimo/scarso imballaggio
        (male/mal) imballato/imballata male
        mal imballato/imballata/confezionato
        imballato/imballata/confezionato (molto) male
        scatola/pacco/confezione .. rotta/rotto/aperta/aperto/schiacciata
        scatola/pacco/confezione .. bagnata/bagnato/strappata/distrutta/distrutto
        vetro/schermo/coperchio/manico/bottiglia/piede/gamba (era/è) rotto/rotta/spaccato
        fuoriuscit*
        rovesciato
        con .. graffi/ammaccature/ammaccatura/crepe/crepa
        """,
    IssueKind.DEFECTIVE: """
        difettos*
        non funziona/funzionano/funzionava/funzionante/carica/ricarica/parte (più/bene/affatto)
        non si accende/ricarica/carica/avvia (più)
        non ha mai/più funzionato
        ha smesso di funzionare/caricare
        smesso di funzionare
        si è (subito/già) rotto/rotta/guastato/guastata/bruciato/bruciata
        dopo .. (di) (utilizzo/giorni/settimane/uso) (non) (si) (è) rotto/rotta/guasto
        dopo .. (di) (utilizzo/giorni/settimane/uso) (non) (si) (è) morto/funziona
        rotto/rotta dopo ... giorni/giorno/settimana/settimane/utilizzo/mese/mesi/volte
        guast*
        difetto di fabbrica/fabbricazione
        batteria .. morta/scarica/dura
        malfunziona*
        durato/durata (solo/appena) .. giorni/giorno/settimana/settimane/mese
        """,
    IssueKind.WRONG_ITEM: """
        prodotto/articolo/taglia/colore/modello sbagliato/sbagliata/errato/errata/diverso
        misura/ordine/libro/pezzo sbagliato/sbagliata/errato/errata/diverso
        sbagliato/sbagliata/errato colore/taglia/prodotto/articolo/modello
        hanno/avete sbagliato (il/la/a) (colore/taglia/articolo/prodotto)
        hanno/avete sbagliato (il/la/a) (ordine/spedizione/modello/inviare)
        non è (quello/ciò) (quello) che ho/avevo ordinato/acquistato/comprato
        non è (quello/ciò) quello/ciò che ho/avevo ordinato/acquistato/comprato
        (mi) (hanno/è) (ho) inviato/spedito/mandato (un/una) altro/altra (prodotto/articolo/cosa)
        (mi) (hanno/è) (ho) inviato/spedito/mandato (un/una) altro/altra (colore/modello/taglia)
        (mi) (hanno/è) (ho) consegnato/ricevuto (un/una) altro/altra (prodotto/articolo/cosa)
        (mi) (hanno/è) (ho) arrivato (un/una) altro/altra (prodotto/articolo/cosa)
        (mi) (hanno/è) (ho) consegnato/ricevuto (un/una) altro/altra (colore/modello/taglia)
        (mi) (hanno/è) (ho) arrivato (un/una) altro/altra (colore/modello/taglia)
        altro prodotto/articolo
        tutt altro
        ordinato ... (ma) (mi) (e) arrivato/ricevuto/inviato/arrivata
        diverso/diversa da quello/quella/quanto ordinato/che
        """,
    IssueKind.MISSING_PARTS: """
        manca/mancano/mancava/mancavano (il/la/lo/le/i/gli/un/una/due/tre)
        manca/mancano/mancava/mancavano (alcune/alcuni/viti/pezzi/l/delle/dei/parti/sia)
        mancante/mancanti
        incomplet*
        senza (il/la/le/i/gli) caricatore/cavo/viti/istruzioni/manuale
        senza (il/la/le/i/gli) telecomando/coperchio/batterie/pile/accessori
        scatola/pacco/busta/confezione .. vuota/vuoto
        (ho/è/mi) (ricevuto/arrivato/arrivata) solo/soltanto uno/una/un/due/metà (dei/delle/su)
        (ho/è/mi) (ricevuto/arrivato/arrivata) solo/soltanto uno/una/un/due/metà (di/pezzo)
        solo/soltanto uno/una/1/due/2 dei/su/di/delle
        solo metà
        """,
    IssueKind.NOT_AS_DESCRIBED: """
        non (è) (affatto/assolutamente) conforme (alla/a)
        non corrisponde/corrispondente/corrispondono (affatto/per/alla)
        non è/sono come (da/in/nella/descritto/in) (descrizione/foto/descritto)
        diverso/diversa/differente dalla/da/rispetto foto/descrizione/alla/come
        niente/nulla a che (fare/vedere)
        contraffatt*
        contraffazione
        (è) (un/una) falso/imitazione/tarocco
        non (è) (un) originale/autentico/nuovo
        pubblicità/descrizione/foto ingannevole/ingannevoli
        descrizione .. ingannevole/falsa/errata/sbagliata/fuorviante
        (già/palesemente/chiaramente) usato/usata/utilizzato/aperto (e/non/venduto)
        già usato/usata/utilizzato/aperto/aperta
        usato/usata e/ma/spacciato/venduto non/venduto/come
        venduto come nuovo
        più piccolo/piccola/grande di/del/rispetto (quanto) descritto/indicato/previsto
        più corto/sottile di/del/rispetto (quanto) descritto/indicato/previsto
        più piccolo/piccola/grande/corto/sottile di/del/rispetto (quanto) dichiarato/alla/come
        """,
    IssueKind.QUALITY: """
        pessima/scarsa/bassa/cattiva/infima/scadente/mediocre qualità
        qualità .. pessima/scarsa/bassa/scadente/infima/deludente/orribile/mediocre
        scadente/scadenti
        plastica/plasticaccia scadente/economica/fragile/di
        plasticaccia
        una/vera schifezza/porcheria
        robaccia
        fatto/fatta/rifinito/cucito/costruito/assemblato male
        mal fatto/fatta/rifinito
        fatto/fatta malissimo
        si scuce/scolla/sfalda subito
        si scuce/scolla/sfalda/scolorisce scucito/scollato/scucita/scollata/sfaldato/scucendo
        si disfa/è/sta scucito/scollato/scucita/scollata/sfaldato/scucendo
        materiali scadenti/pessimi/economici
        spazzatura
        cucit* .. saltate/aperte
        """,
    IssueKind.MISDELIVERED: """
        indirizzo/casa/persona sbagliato/sbagliata/errato/errata
        (consegnato/lasciato/recapitato) (a) (un/una) (un) altro/altra indirizzo/persona/civico
        consegnato/lasciato/recapitato .. (altro) indirizzo/vicino/sconosciuto/vicini/estraneo
        risulta/segnato/segnalato/dichiarato/dato (come/per) consegnato
        """,
    IssueKind.OVERCHARGE: """
        addebitato/addebitata/pagato/addebitati/fatturato (per) (due) due/doppio/doppia volte
        doppio addebito/pagamento
        addebito doppio
        addebitato .. (di) (in) più/troppo
        spese/costi/oneri doganali/aggiuntivi/aggiuntive/nascosti/nascoste/extra/doganale
        pagare (la/le) dogana/doganali
        """,
    IssueKind.SLOW_RESPONSE: """
        non (mi/ci) (ha/hanno) (mai) risponde/rispondono/risposto (mai) (alle/ai)
        nessuna/nessun risposta/riscontro
        senza risposta/riscontro
        mai (avuto/ricevuto) risposta/risposto
        ignora/ignorato/ignorano/ignorati (i) (tutti) (miei/messaggi/mail)
        venditore/assistenza/servizio (clienti) irreperibile/irraggiungibile/inesistente/assente
        irreperibile
        """,
    IssueKind.BUYER_REMORSE: """
        cambiato idea
        non ne ho (più) bisogno
        non mi serve/servono (più)
        ordinato/acquistato/comprato (due) per errore/sbaglio
        (ho) sbagliato (io) (a) (ad) ordinare/acquistare/ordine
        mio errore
        errore mio
        trovato .. (a) (prezzo) meno/inferiore/conveniente
        non mi piace/piaceva/piacciono/convince
        ripensamento
        acquisto errato/sbagliato
        """,
    IssueKind.LATE_SHIPMENT: """
        non (è/hanno/ancora) (stato) (ancora) (mai) (stato) spedito/spedita/inviato
        mai spedito
        spedito/spedita .. (in) tardi/ritardo
        """,
    IssueKind.STOCK_CANCELLATION: """
        ordine (è) (stato) annullato/cancellato
        venditore ha annullato/cancellato
        annullato/cancellato (il/l) (mio) ordine
        non (più) disponibile
        esaurito
        """,
}

_HINTS = {
    IssueKind.LATE_DELIVERY: "ritardo/ritardi\ntardi\nlento/lenta\nsettimane",
    IssueKind.LOST: "perso\nsparito\nsmarrita",
    IssueKind.DAMAGED: "rotto/rotta/rotti\ngraffi/graffio\nrovinato/rovinata\nspaccato",
    IssueKind.DEFECTIVE: "rotto/rotta\ndifetto\nbruciato",
    IssueKind.WRONG_ITEM: "sbagliato/sbagliata\nerrato\nal posto del/di/della\ninvece di/del/della",
    IssueKind.MISSING_PARTS: "manca/mancano\nvuoto/vuota",
    IssueKind.NOT_AS_DESCRIBED: "truffa\nfalso",
    IssueKind.QUALITY: "scarso",
}

LEXICON = Lexicon(
    language="it",
    sure=_SURE,
    hints=_HINTS,
    clear="""
        non manca/mancava (niente/nulla/alcun)
        niente/nulla manca/rotto/danneggiato/di
        non (è) (mai) arrivato/arrivata (in/tardi) (ritardo)
        non (è) (mai) arrivato/arrivata rotto/rotta/danneggiato
        mai arrivato/stato/avuto/ricevuto in/un/tardi/nulla/niente ritardo
        mai (un/avuto) ritardo/problema
        mai in ritardo
        non rotto/danneggiato/graffiato
        nessun/nessuna problema/danno/ritardo/graffio/difetto/rottura
        senza (alcun/nessun) problema/problemi/danni/danno/ritardo/ritardi/graffi/difetti
        in anticipo
        prima del/di previsto/quanto
        in tempo
        puntuale
        conforme alla/a (descrizione)
        corrisponde (perfettamente) alla (descrizione)
        funziona (bene/perfettamente/benissimo/alla)
        ottima/buona/alta qualità
        buona qualità
        non è (di) male/cattiva/pessima
        non male
        ben imballato/imballata/confezionato
        imballato/imballata/confezionato (molto) bene
        prima o poi
        meglio tardi
        più tardi
        al più tardi
        non ho (ancora) ricevuto (il/alcun) rimborso
        come da/descritto/in descrizione
        perso tempo/peso
        non mi serve altro
        non serve altro
        """,
    negations="""
        non
        né/ne
        mai
        senza
        niente/nulla
        nessun/nessuna/nessuno
        neanche/nemmeno
        """,
    doubts="""
        se
        nel caso
        temevo/temo/temendo
        paura
        spero/speravo/sperando
        potrebbe/sarebbe/dovrebbe/avrebbe
        forse
        pensavo/credevo/preoccupato/preoccupata
        ultima volta
        scorsa volta
        altro/altri/precedente/altre venditore/venditori/ordine/recensioni
        precedente
        recensioni
        a differenza
        per evitare/sostituire/proteggere
        sostituire/rimpiazzare
        contro
        protegge
        di solito
        solitamente/sempre
        il/la mio/mia vecchio/vecchia
        vecchio/vecchia
        """,
    breaks="""
        ma
        però
        tuttavia
        anche se
        quindi
        perché
        e > il/la/lo/mi/non/era/è/ho/l/si/con/in
        """,
    apostrophe=" ",
)
